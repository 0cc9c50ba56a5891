import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { briefly } from '../../harness/briefly.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import expected from '../../unit/platform/result-codes.expected.json' with { type: 'json' };

type Row = (typeof expected)[number];
type Body = { bindingId: string; status: string; code: string; platform?: unknown };

const STATUS: Readonly<Record<string, number>> = {
  'platform-rejected': 502,
  'platform-throttled': 503,
  'platform-locked-out': 503,
  'platform-unavailable': 503,
  'account-suspended': 503,
  'pool-exhausted': 503,
  'party-limit': 409,
  'number-taken': 409,
};

/** How long to wait where the platform's code does not say it. */
const WAIT_SECONDS: Readonly<Record<string, string>> = {
  'platform-throttled': '60',
  'platform-locked-out': '1800',
  'platform-unavailable': '5',
  'account-suspended': '600',
  'pool-exhausted': '60',
};

/** The codes that an AXB unbind takes for its end, and those that are the account's state or may be. */
const DONE = ['1012007', '1016001'];
const ACCEPTED = ['1010004', '1010008', '1010029', '1011001', '1011004', '1012001', '1012102'];

describe('every result code of the platform, over HTTP', () => {
  let stack: Stack;
  let people = 0;
  beforeAll(async () => {
    // 08:00 in Beijing.
    stack = await startStack({
      store: 'memory',
      sleep: briefly,
      startAt: new Date('2026-03-01T00:00:00.000Z'),
    });
  });
  afterAll(() => stack.close());
  beforeEach(async () => {
    await stack.control.faults.clear();
    for (const pk of ['GATE#rides', 'GATE#*'])
      await stack.documents.remove({
        purpose: 'forgetting the state of the gate',
        table: stack.tables.NUMBERS_TABLE,
        key: { pk, sk: 'GATE' },
      });
  });

  const bind = () => {
    people += 2;
    const body = { mode: 'AXB', a: person(people), b: person(people + 1), x: xNumber(1) };
    return stack.request('POST', '/bindings', { body });
  };
  const answering = ({ httpStatus, code }: Row, on: 'bind' | 'unbind') =>
    stack.control.faults.add({ on, kind: 'result-code', httpStatus, code, times: 3 });
  /** The parts of a problem that tell the caller what to do next. */
  const advice = ({ status, body, headers }: Awaited<ReturnType<typeof bind>>) => [
    status,
    (body as Body).code,
    headers.get('retry-after') ?? null,
  ];
  const seconds = (row: Row): string | null =>
    row.retryAfterSeconds === null ? (WAIT_SECONDS[row.problem] ?? null) : String(row.retryAfterSeconds);

  it.each(expected)('$httpStatus/$code refuses a bind', async (row) => {
    await answering(row, 'bind');

    const refused = await bind();

    expect(advice(refused)).toEqual([STATUS[row.problem], row.problem, seconds(row)]);
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((refused.body as Body).platform).toMatchObject({ httpStatus: row.httpStatus, code: row.code });
  });

  it.each(expected)('$httpStatus/$code meets an unbind', async (row) => {
    const { bindingId } = (await bind()).body as Body;
    await answering(row, 'unbind');

    const answer = await stack.request('DELETE', `/bindings/${bindingId}`);

    const { status } = (await stack.request('GET', `/bindings/${bindingId}`)).body as Body;
    if (DONE.includes(row.code)) expect([answer.status, status]).toEqual([200, 'released']);
    else if (ACCEPTED.includes(row.code)) expect([answer.status, status]).toEqual([202, 'releasing']);
    else {
      expect(advice(answer)).toEqual([STATUS[row.problem], row.problem, seconds(row)]);
      expect(status).toBe('releasing');
    }
  });
});
