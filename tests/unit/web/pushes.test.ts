import { describe, expect, test } from 'vitest';
import type { RefusalReason } from '../../../shared/pushes/intake/push-verification.ts';
import type { UnreadableReason } from '../../../shared/pushes/push.ts';
import { isSilent, receivedCounts, refusalsOf, totalOf } from '../../../web/operator/journal/push-series.ts';
import { REFUSAL_WORDS } from '../../../web/operator/pushes/refusal-words.ts';
import { QUARANTINE_WORDS } from '../../../web/operator/quarantine/quarantine-words.ts';

const H8 = '2026-03-01T08:00:00.000Z';
const H9 = '2026-03-01T09:00:00.000Z';
const H10 = '2026-03-01T10:00:00.000Z';

const overviewOf = (first: number | null, second: number | null) => ({
  ...{ from: H8, to: H10, latest: [], truncated: false },
  buckets: [
    { from: H8, to: H9, received: first },
    { from: H9, to: H10, received: second },
  ],
});

describe('pushes by the hour', () => {
  test('keep apart what was not counted and what was none', () => {
    expect(receivedCounts(overviewOf(null, 0))).toEqual({ starts: [H8, H9], counts: [null, 0] });
  });

  test.each([
    [0, 0, true],
    [0, 3, false],
    [null, 0, false],
  ])('%s and %s: silent %s', (first, second, silent) => {
    expect(isSilent(overviewOf(first, second))).toBe(silent);
  });

  test('that were refused are told by reason, the commonest first', () => {
    const hours = (first: number, second: number) => [
      { at: H8, count: first },
      { at: H9, count: second },
    ];

    expect(totalOf(hours(2, 5))).toBe(7);
    expect(
      refusalsOf([
        { reason: 'stale', hours: hours(1, 1) },
        { reason: 'wrong-digest', hours: hours(0, 5) },
      ]),
    ).toEqual([
      { reason: 'wrong-digest', count: 5 },
      { reason: 'stale', count: 2 },
    ]);
  });
});

/** A reason that is not here does not compile. */
const REFUSALS: Readonly<Record<RefusalReason | 'too-large' | 'nonce-reused' | 'source', true>> = {
  ...{ missing: true, 'too-long': true, malformed: true, 'unknown-app': true, 'wrong-digest': true },
  ...{ stale: true, early: true, 'too-large': true, 'nonce-reused': true, source: true },
};
const QUARANTINE: Readonly<Record<UnreadableReason | 'not-storable', true>> = {
  ...{ 'not-an-object': true, 'no-session-id': true, 'no-time': true, 'no-type': true },
  ...{ 'no-identifier': true, 'no-number': true, 'too-large': true, 'too-deep': true },
  ...{ 'not-json': true, 'unknown-envelope': true, 'too-many-items': true, 'not-storable': true },
};

test.each(['en', 'zh'] as const)('every reason has words in %s', (language) => {
  expect(Object.keys(REFUSAL_WORDS[language]).toSorted()).toEqual(Object.keys(REFUSALS).toSorted());
  expect(Object.keys(QUARANTINE_WORDS[language]).toSorted()).toEqual(Object.keys(QUARANTINE).toSorted());
});
