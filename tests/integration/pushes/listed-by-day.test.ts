import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GapsReport } from '../../../shared/pushes/maintenance/find-gaps.ts';
import type { ReplayReport } from '../../../shared/pushes/maintenance/replay.ts';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const DAY = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' };

let stack: Stack;
let nonces = 0;

beforeEach(async () => {
  stack = await startStack({ startAt: new Date('2026-03-01T02:31:25.000Z'), store: 'memory' });
});
afterEach(() => stack.close());

/** Delivers to an address; the nonce tells a push from another one. */
const push = async (route: string, body: object | string, given?: string) => {
  nonces += 1;
  const nonce = given ?? `listed${nonces}`;
  const created = stack.clock().toISOString().replace('.000Z', 'Z');
  const headers = signedHeaders({ ...RIDES, nonce, created });
  const { status } = await stack.request('POST', `/webhooks/${route}`, {
    body,
    headers: { authorization: '', ...headers },
  });
  return status;
};

const event = (sessionId: string, eventType: string) => ({
  eventType,
  statusInfo: {
    sessionId,
    timestamp: '2026-03-01 02:31:00',
    caller: '+8613800000001',
    called: '+8617000000001',
  },
});

const EVENTS = ['callin', 'callout', 'alerting', 'answer', 'disconnect'];

const listed = async () =>
  (await stack.items('PUSHES_TABLE')).filter((item) => String(item['pk']).startsWith('N#') && 'day' in item)
    .length;
const replay = (): Promise<ReplayReport> => stack.invoke('replay-pushes', DAY);
const gaps = (): Promise<GapsReport> => stack.invoke('report-gaps', DAY);

describe('the list of a day of the journal', () => {
  it('has two of the six pushes of a call: its begin and its CDR', async () => {
    for (const type of EVENTS) await push('call-events', event('call', type));
    await push('cdr', aCdrPush([aSentCdr({ sessionId: 'call', recordFlag: 0 })]));

    const journaled = (await stack.items('PUSHES_TABLE')).filter(({ pk }) => String(pk).startsWith('N#'));
    expect(journaled).toHaveLength(6);
    expect(await listed()).toBe(2);
    expect(await replay()).toMatchObject({ replayed: 2, duplicates: 2 });
  });

  it.each([
    ['a CDR that comes to the address of events', 'call-events', aCdrPush([aSentCdr()])],
    ['an event that comes to another address', 'cdr', event('call', 'answer')],
    ['an event of a type that nobody knows yet', 'call-events', event('call', 'transferred')],
    ['an event that cannot be read', 'call-events', event('', 'answer')],
    ['a body that is not a push', 'call-events', 'nothing of ours'],
  ])('has %s', async (_case, route, body) => {
    expect(await push(route, body)).toBe(200);

    expect(await listed()).toBe(1);
  });

  it('shows a call without a CDR, by its begin alone', async () => {
    for (const type of EVENTS) await push('call-events', event('no-cdr', type));
    await stack.advance(6 * 3600);

    expect((await gaps()).gaps.map(({ kind }) => kind)).toEqual(['no-cdr']);
  });

  it('has an event whose record failed, and a replay brings it in', async () => {
    stack.store.judge = (call) =>
      isWrite(call) && call.input.table === stack.tables.CALLS_TABLE ? 'before' : 'ok';
    const statuses = [
      await push('call-events', event('call', 'answer'), 'one'),
      await push('call-events', event('call', 'answer'), 'one'),
    ];
    stack.store.judge = () => 'ok';

    expect(statuses).toEqual([503, 503]);
    expect(await listed()).toBe(1);
    expect(await replay()).toMatchObject({ replayed: 1, stored: 1 });
    expect(await stack.items('CALLS_TABLE')).toHaveLength(1);
  });
});
