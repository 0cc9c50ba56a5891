import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quarantineCommand } from '../../../tools/commands/quarantine/command.ts';
import { aCdrPush, signedHeaders } from '../../builders/pushes.ts';
import { RIDES } from '../../harness/fixtures.ts';
import { type LambdaApi, startLambdaApi } from '../../harness/lambda-api.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { changeDocument, dataKey } from '../keys/change-document.ts';
import { runCommand } from './run-command.ts';

describe('an operator at the quarantine', () => {
  let stack: Stack;
  let lambda: LambdaApi;
  let nonces = 0;
  beforeEach(async () => {
    stack = await startStack({ store: 'memory' });
    lambda = await startLambdaApi(stack);
  });
  afterEach(async () => {
    await lambda.stop();
    await stack.close();
  });

  const quarantine = (...written: string[]) => runCommand(quarantineCommand, lambda.endpoint, ...written);
  /** A push whose only item lacks what its key is made of. */
  const pushUnreadable = async (mark: string): Promise<void> => {
    nonces += 1;
    const created = `${stack.clock().toISOString().slice(0, 19)}Z`;
    const headers = signedHeaders({ ...RIDES, nonce: `quarantine${nonces}`, created });
    const body = aCdrPush([{ callDirection: 0, userData: mark }]);
    const { status } = await stack.request('POST', '/webhooks/cdr', {
      body,
      headers: { authorization: '', ...headers },
    });
    expect(status).toBe(200);
  };
  const idsIn = (out: string): readonly string[] => [...out.matchAll(/item (\w+)/g)].map(([, id = '']) => id);
  const counted = async () =>
    ((await stack.invoke('measure-state')) as { quarantineItems: number }).quarantineItems;
  const audits = () =>
    stack.logs.map((line) => JSON.parse(line)).filter(({ event }) => event === 'quarantine-discarded');

  it('sees it empty', async () => {
    expect(await quarantine()).toMatchObject({ code: 0, out: 'the quarantine is empty' });
  });

  it('takes out one item for good: it is not listed or counted, no replay meets it, and no repeat brings it back', async () => {
    await pushUnreadable('one');
    await pushUnreadable('two');
    const { code, out } = await quarantine();
    const [first = '', second = ''] = idsIn(out);

    const dry = await quarantine('discard', first, '--operator', 'dora', '--dry-run');
    const listedAfterDryRun = idsIn((await quarantine()).out);
    const done = await quarantine('discard', first, '--operator', 'dora');
    await pushUnreadable('one');

    expect(code).toBe(1);
    expect(out.split('\n')).toHaveLength(2);
    expect([dry.code, dry.out]).toEqual([
      0,
      expect.stringContaining('would be taken out; nothing was changed'),
    ]);
    expect(listedAfterDryRun).toEqual([first, second]);
    expect([done.code, done.out]).toEqual([0, expect.stringMatching(/^item \w+, .+, rides, .+: taken out$/)]);
    expect(idsIn((await quarantine()).out)).toEqual([second]);
    expect(await counted()).toBe(1);
    expect(audits()).toEqual([
      expect.objectContaining({
        level: 'audit',
        operator: 'dora',
        itemId: first,
        app: 'rides',
        kind: 'cdrs',
      }),
    ]);
  });

  it('takes out one that no data key opens', async () => {
    await pushUnreadable('one');
    await changeDocument(stack, () => ({ dataKeys: [dataKey('next', 7)] }));
    const { out } = await quarantine();
    const [id = ''] = idsIn(out);

    const done = await quarantine('discard', id, '--operator', 'dora');

    expect(out).toMatch(/^item \w+, .+, cannot be opened$/);
    expect(done.out).toBe(`item ${id}, cannot be opened: taken out`);
    expect((await quarantine()).code).toBe(0);
  });

  it('is told of an item that is not there, or not any more', async () => {
    await pushUnreadable('one');
    const [id = ''] = idsIn((await quarantine()).out);
    await quarantine('discard', id, '--operator', 'dora');

    for (const wrong of [id, 'abc']) {
      const { code, told } = await quarantine('discard', wrong, '--operator', 'dora');
      expect([code, told.at(-1)]).toEqual([2, expect.stringContaining('no item in quarantine has this id')]);
    }
    expect(audits()).toHaveLength(1);
  });
});
