import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GapsReport } from '../../../shared/pushes/maintenance/find-gaps.ts';
import type { ReplayReport } from '../../../shared/pushes/maintenance/replay.ts';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { person, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const LAG_SECONDS = 90;

type Call = { callId: string; bindingId: string | null };

describe('pushes, while an index lags a minute and a half', () => {
  let stack: Stack;
  let nonces = 0;
  beforeEach(async () => {
    stack = await startStack({
      startAt: new Date('2026-03-01T02:00:00.000Z'),
      store: 'memory',
      // So that the calls are listed, and neither their bindings nor the journal.
      indexLagSeconds: (index) => (index === 'subscription-index' || index === 'day-index' ? LAG_SECONDS : 0),
    });
  });
  afterEach(() => stack.close());

  const push = async (body: object | string, status = 200) => {
    nonces += 1;
    const created = stack.clock().toISOString().replace('.000Z', 'Z');
    const headers = signedHeaders({ ...RIDES, nonce: `lag${nonces}`, created });
    const answer = await stack.request('POST', '/webhooks/cdr', {
      body,
      headers: { authorization: '', ...headers },
    });
    expect(answer.status).toBe(status);
  };
  const event = (sessionId: string) => ({
    eventType: 'callin',
    statusInfo: {
      sessionId,
      timestamp: stack.clock().toISOString().slice(0, 19).replace('T', ' '),
      caller: '+8613800000001',
      called: '+8617000000009',
    },
  });
  const DAY = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' };
  const gaps = (): Promise<GapsReport> => stack.invoke('report-gaps', DAY);
  const replay = (): Promise<ReplayReport> => stack.invoke('replay-pushes', DAY);
  const callsBy = async (query: string) =>
    ((await stack.request('GET', `/calls?${query}`)).body as { items: Call[] }).items;

  it('a call of a new binding has none in lists at first, and then its own', async () => {
    const body = { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1) };
    const { bindingId } = (await stack.request('POST', '/bindings', { body })).body as { bindingId: string };
    await stack.control.placeCall({ from: person(1), to: xNumber(1), outcome: 'answered', talkSeconds: 5 });
    const onX = `x=${encodeURIComponent(xNumber(1))}`;
    const ofBinding = `bindingId=${bindingId}`;
    const atOnce = [await callsBy(onX), await callsBy(ofBinding)];
    await stack.advance(LAG_SECONDS);
    const [call] = await callsBy(onX);

    expect(atOnce).toMatchObject([[{ bindingId: null }], []]);
    expect(call?.bindingId).toBe(bindingId);
    expect(await callsBy(ofBinding)).toMatchObject([{ callId: call?.callId, bindingId }]);
    const read = await stack.request('GET', `/calls/${call?.callId}`);
    expect(read.body).toMatchObject({ bindingId });
  });

  it('a push of the last seconds is replayed by the next run, and leaves nothing twice', async () => {
    await push(event('lag-replay'));
    const atOnce = await replay();
    await stack.advance(LAG_SECONDS);
    const later = await replay();

    expect(atOnce).toMatchObject({ replayed: 0, stored: 0, next: null });
    expect(later).toMatchObject({ replayed: 1, stored: 0, duplicates: 1, skipped: 0, next: null });
    expect(await callsBy(`x=${encodeURIComponent('+8617000000009')}`)).toHaveLength(1);
  });

  it('a CDR that no index shows yet does not count as a gap', async () => {
    await push(event('lag-gaps'));
    await stack.advance(6 * 3600 + 1);
    const open = await gaps();
    await push(aCdrPush([aSentCdr({ sessionId: 'lag-gaps', recordFlag: 0 })]));

    expect(open).toMatchObject({ pushes: 1, gaps: [{ kind: 'no-cdr' }] });
    expect(await gaps()).toMatchObject({ pushes: 1, gaps: [] });
  });

  it('a record that is gone is a gap as soon as its push is shown', async () => {
    stack.store.judge = ({ input }) =>
      'item' in input && input.table === stack.tables.CALLS_TABLE ? 'before' : 'ok';
    await push(aCdrPush([aSentCdr({ sessionId: 'lag-unstored' })]), 503);
    stack.store.judge = () => 'ok';
    const atOnce = await gaps();
    await stack.advance(LAG_SECONDS);

    expect(atOnce).toEqual({ pushes: 0, gaps: [], next: null });
    expect(await gaps()).toMatchObject({ pushes: 1, gaps: [{ kind: 'not-stored' }] });
  });
});
