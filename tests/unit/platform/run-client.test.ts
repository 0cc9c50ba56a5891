import { describe, expect, it } from 'vitest';
import type { PlatformResult, ResultClass } from '../../../shared/kernel/platform-outcome.ts';
import type { PlatformApp, PlatformCall } from '../../../shared/platform/client/client.ts';
import { createRunClient } from '../../../shared/platform/client/run-client.ts';

type Result = PlatformResult<never>;
const SILENT: Result = { kind: 'unanswered', reason: 'time-out', mayHaveApplied: true, cause: 'gone' };
const HELD: Result = { kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 };
const refused = (kind: ResultClass): Result => ({
  kind: 'refused',
  httpStatus: 403,
  code: '1000000',
  text: 'Any text.',
  class: kind,
  problem: 'platform-rejected',
  retryAfterSeconds: undefined,
});

/** A run whose calls end so, one after the other; how many of them were made. */
const runOf = async (
  results: readonly Result[],
  names: readonly string[] = [],
  operations: readonly PlatformCall<never>['operation'][] = [],
) => {
  let made = 0;
  let next: Result = SILENT;
  const inner = {
    call: async () => {
      made += 1;
      return next;
    },
  };
  const { client, isDown, isAnswering } = createRunClient(inner as never);
  const answers: Result[] = [];
  for (const [index, result] of results.entries()) {
    next = result;
    const app = { name: names[index] ?? 'shop' } as PlatformApp;
    const call = { operation: operations[index] ?? 'axb.bind' } as PlatformCall<never>;
    answers.push(await client.call(app, call));
  }
  return { made, isDown: isDown('shop'), isAnswering: isAnswering('shop'), last: answers.at(-1) };
};

describe('the client of a run', () => {
  it.each<[string, readonly Result[], number, boolean]>([
    ['knows nothing before a call', [], 0, false],
    ['goes on after two calls without an answer', [SILENT, SILENT], 2, false],
    ['makes no call after three without an answer', [SILENT, SILENT, SILENT, SILENT, SILENT], 3, true],
    ['counts a fault of theirs as no answer', [refused('platform'), SILENT, SILENT, SILENT], 3, true],
    ['begins anew with an answer', [SILENT, SILENT, refused('conflict'), SILENT, SILENT], 5, false],
    ['knows that a gate is shut, and leaves it to the gate', [HELD, HELD, HELD, HELD], 4, true],
    ['knows that an account is shut', [refused('account'), refused('account')], 2, true],
    ['knows of a throttled app', [refused('throttled')], 1, true],
    ['knows of credentials that fail', [refused('auth')], 1, true],
    ['believes the last answer', [HELD, refused('validation')], 2, false],
  ])('%s', async (_case, results, made, isDown) => {
    expect(await runOf(results)).toMatchObject({ made, isDown });
  });

  it.each<[string, readonly Result[], boolean]>([
    ['before a call', [], false],
    ['after an answer', [SILENT, refused('conflict')], true],
    ['after a call without an answer', [refused('conflict'), SILENT], false],
    ['after a fault of theirs', [refused('platform')], false],
  ])('knows whether the platform answers %s', async (_case, results, isAnswering) => {
    expect(await runOf(results)).toMatchObject({ isAnswering });
  });

  it('knows that binds have no answer where the looks between them have', async () => {
    const OK = refused('conflict');
    const operations = ['axb.query', 'axb.bind', 'axb.query', 'axb.bind', 'axb.query', 'axb.bind'] as const;

    const two = await runOf([OK, SILENT, OK, SILENT, OK], [], operations);
    const three = await runOf([OK, SILENT, OK, SILENT, OK, SILENT, OK], [], [...operations, 'axb.query']);
    const bind = await runOf([OK, SILENT, OK, SILENT, OK, SILENT, OK], [], [...operations, 'axb.bind']);

    expect([two.isDown, two.isAnswering, three.isDown, three.made, bind.made]).toEqual([
      false,
      false,
      true,
      7,
      6,
    ]);
  });

  it('does not know that binds are answered before one was', async () => {
    const OK = refused('conflict');

    expect((await runOf([OK], [], ['axb.query'])).isAnswering).toBe(false);
    expect((await runOf([OK, OK], [], ['axb.query', 'axb.bind'])).isAnswering).toBe(true);
  });

  it('says of a call that was not made that it surely did nothing', async () => {
    const { last } = await runOf([SILENT, SILENT, SILENT, SILENT]);

    expect(last).toMatchObject({ kind: 'unanswered', mayHaveApplied: false });
  });

  it('counts each app for itself', async () => {
    const results = [SILENT, SILENT, SILENT, SILENT];

    expect(await runOf(results, ['other', 'other', 'other', 'shop'])).toMatchObject({
      made: 4,
      isDown: false,
    });
  });
});
