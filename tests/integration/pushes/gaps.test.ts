import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Gap } from '../../../shared/pushes/maintenance/call-gaps.ts';
import type { GapsReport } from '../../../shared/pushes/maintenance/find-gaps.ts';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { poolNumbers, RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

/** A second app, which has received nothing. */
const PARCELS = {
  ...RIDES,
  name: 'parcels',
  appKey: 'TestAppKeyParcels00000000001',
  numbers: poolNumbers(2, 40),
};

let stack: Stack;
let nonces = 0;

beforeEach(async () => {
  stack = await startStack({
    startAt: new Date('2026-03-01T02:31:25.000Z'),
    apps: [{ ...RIDES, numbers: poolNumbers(20) }, PARCELS],
  });
});
afterEach(() => stack.close());

const push = async (body: object | string) => {
  nonces += 1;
  const created = stack.clock().toISOString().replace('.000Z', 'Z');
  const headers = signedHeaders({ ...RIDES, nonce: `gaps${nonces}`, created });
  return stack.request('POST', '/webhooks/cdr', { body, headers: { authorization: '', ...headers } });
};

const event = (sessionId: string, eventType = 'callin') => ({
  eventType,
  statusInfo: {
    sessionId,
    timestamp: '2026-03-01 02:31:00',
    caller: '+8613800000001',
    called: '+8617000000001',
  },
});

const gaps = async (more: object = {}): Promise<GapsReport> =>
  stack.invoke('report-gaps', { from: '2026-03-01T00:00:00Z', to: '2026-03-09T00:00:00Z', ...more });

const kinds = ({ gaps }: GapsReport): readonly Gap['kind'][] => gaps.map(({ kind }) => kind);

describe('the report of gaps', () => {
  it('finds nothing where nothing is missing, and what is away only when its time is over', async () => {
    await push(event('whole'));
    await push(aCdrPush([aSentCdr({ sessionId: 'whole', recordFlag: 0 })]));
    await push(event('no-cdr'));
    await push(event('no-cdr', 'answer'));
    const early = await gaps();
    await stack.advance(6 * 3600);

    const late = await gaps();

    expect(early).toEqual({ pushes: 4, gaps: [], next: null });
    expect(late).toEqual({
      pushes: 4,
      gaps: [
        {
          kind: 'no-cdr',
          app: 'rides',
          callId: expect.stringMatching(/^[a-z]{32}$/),
          receivedAt: '2026-03-01T02:31:25.000Z',
        },
      ],
      next: null,
    });
    expect(kinds(await gaps({ cdrWithinHours: 7 }))).toEqual([]);
  });

  it('ends with the CDR, however late it comes', async () => {
    await push(event('no-cdr'));
    await stack.advance(6 * 3600);
    const missing = await gaps();
    await push(aCdrPush([aSentCdr({ sessionId: 'no-cdr', recordFlag: 0 })]));

    expect(kinds(missing)).toEqual(['no-cdr']);
    expect(await gaps()).toMatchObject({ pushes: 2, gaps: [] });
  });

  it('names what cannot be read, and what the store has lost', async () => {
    await push(aCdrPush([aSentCdr({ sessionId: '' })]));
    stack.store.judge = (call) =>
      isWrite(call) && call.input.table === stack.tables.CALLS_TABLE ? 'before' : 'ok';
    await push(aCdrPush([aSentCdr({ sessionId: 'unstored' })]));
    stack.store.judge = () => 'ok';

    expect((await gaps()).gaps).toMatchObject([
      { kind: 'not-stored', receivedAt: '2026-03-01T02:31:25.000Z' },
      { kind: 'quarantined', reason: 'no-session-id', receivedAt: '2026-03-01T02:31:25.000Z' },
    ]);
    await stack.invoke('replay-pushes', { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' });
    expect(kinds(await gaps())).toEqual(['quarantined']);
  });

  it('names recordings when half of their time is over, and those that are lost', async () => {
    await push(
      aCdrPush([aSentCdr({ sessionId: 'no-source', recordObjectName: undefined, recordDomain: undefined })]),
    );
    await push(aCdrPush([aSentCdr({ sessionId: 'waiting' })]));
    const early = await gaps();
    await stack.advance(3.5 * 24 * 3600);

    const late = await gaps();

    expect(kinds(early)).toEqual(['recording-lost']);
    expect(late.gaps).toMatchObject([
      { kind: 'recording-lost', reason: 'no-source' },
      {
        kind: 'recording-overdue',
        attempts: 0,
        deadlineAt: '2026-03-08T02:31:20.000Z',
        receivedAt: '2026-03-01T02:31:25.000Z',
      },
    ]);
  });

  it('reads only, and names nobody', async () => {
    await push(aCdrPush([aSentCdr({ sessionId: '' }), aSentCdr({ sessionId: 'unstored' })]));
    stack.store.calls.length = 0;
    stack.logs.length = 0;

    const report = await gaps();

    expect(stack.store.calls.filter(isWrite)).toEqual([]);
    expect(JSON.stringify([report, stack.logs])).not.toMatch(/138000|170000|callenabler|unstored/);
  });

  it('of another app is empty', async () => {
    expect(await gaps({ app: 'parcels' })).toEqual({ pushes: 0, gaps: [], next: null });
  });

  it('of an app that is not there is refused', async () => {
    await expect(gaps({ app: 'nope' })).rejects.toMatchObject({
      code: 'invalid-request',
      message: 'there is no app with this name',
    });
  });
});
