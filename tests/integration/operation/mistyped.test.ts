import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type LambdaApi, startLambdaApi } from '../../harness/lambda-api.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const COMMAND = join(import.meta.dirname, '../../../tools/commands/ops.ts');

type Ran = { status: number; out: string; error: string };

describe('an order about what is not there', () => {
  let stack: Stack;
  let lambda: LambdaApi;
  beforeAll(async () => {
    stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
    lambda = await startLambdaApi(stack);
    const body = {
      mode: 'AXB',
      a: person(1),
      b: person(2),
      x: xNumber(1),
      record: true,
      recordTone: 'a.wav',
    };
    await stack.request('POST', '/bindings', { body });
    const call = { from: person(1), to: xNumber(1), outcome: 'answered', talkSeconds: 30 } as const;
    await stack.control.placeCall(call);
  });
  afterAll(async () => {
    await lambda.stop();
    await stack.close();
  });

  /** The command as a person starts it, but for npm. */
  const run = (written: readonly string[], input = ''): Promise<Ran> =>
    new Promise((resolve) => {
      const args = [COMMAND, ...written, '--endpoint-url', lambda.endpoint];
      const child = execFile(process.execPath, args, (failure, out, error) =>
        resolve({ status: failure === null ? 0 : Number(failure.code), out, error }),
      );
      child.stdin?.end(input);
    });
  const DORA = ['--operator', 'dora'];

  it.each([
    [['replay', '--gaps', '--app', 'nope'], 'report-gaps failed: there is no app with this name'],
    [
      ['replay', '--from', '2026-03-01', '--to', '2026-03-02', '--app', 'nope'],
      'replay-pushes failed: there is no app with this name',
    ],
    [
      ['recordings', 'erase', '--call', 'typo', ...DORA],
      'manage-recordings failed: there is no call with this id',
    ],
    [
      ['recordings', 'retry', '--call', 'typo', ...DORA],
      'manage-recordings failed: there is no call with this id',
    ],
    [
      ['recordings', 'erase', '--binding', 'typo', ...DORA],
      'manage-recordings failed: there is no binding with this id',
    ],
  ])('is refused: %j', async (written, line) => {
    expect(await run(written)).toEqual({
      status: 2,
      out: '',
      error: `stage local, ${lambda.endpoint}\n${line}\n`,
    });
  });

  it('about a person from the standard input counts in a dry run, and does not look done for a stranger', async () => {
    const erase = ['recordings', 'erase', '--party', '-', '--dry-run', '--json', ...DORA];

    const known = await run(erase, `${person(1)}\n`);
    const stranger = await run(erase, `${person(77)}\n`);

    expect([known.status, JSON.parse(known.out)]).toEqual([
      0,
      expect.objectContaining({ stage: 'local', dryRun: true, calls: 1, counts: { 'would-be-erased': 1 } }),
    ]);
    expect([stranger.status, JSON.parse(stranger.out)]).toEqual([1, expect.objectContaining({ calls: 0 })]);
    expect([known.out, known.error].join()).not.toContain('13800000001');
  });
});
