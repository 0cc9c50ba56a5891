import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose } from '../../../functions/replay-pushes/index.ts';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import type { ReplayReport } from '../../../shared/pushes/maintenance/replay.ts';
import type { ReadPush } from '../../../shared/pushes/push.ts';
import { aCdrPush, aSentCdr, sampleText, signedHeaders } from '../../builders/pushes.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { contextFor } from '../../harness/gateway.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { asFunction } from '../../rights/recorder.ts';

const NOW = new Date('2026-03-01T02:31:25.000Z');
const HOUR = { from: '2026-03-01T02:00:00Z', to: '2026-03-01T03:00:00Z' };

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
    startAt: NOW,
    store: 'memory',
    apps: [{ ...RIDES, numbers: poolNumbers(20) }, PARCELS],
  });
});
afterEach(() => stack.close());

const push = async (body: string) => {
  nonces += 1;
  const created = stack.clock().toISOString().replace('.000Z', 'Z');
  const headers = signedHeaders({ ...RIDES, nonce: `replay${nonces}`, created });
  return stack.request('POST', '/webhooks/cdr', { body, headers: { authorization: '', ...headers } });
};

const replay = (event: object, { read, leftMs = 300_000 }: { read?: ReadPush; leftMs?: number } = {}) =>
  asFunction('replay-pushes', () =>
    compose(stack.runtime, read === undefined ? {} : { read })(event, contextFor('replay-pushes', leftMs)),
  ) as Promise<ReplayReport>;

const TABLES = ['CALLS_TABLE', 'MESSAGES_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE', 'BINDINGS_TABLE'] as const;

const everything = async () => {
  const items = await Promise.all(TABLES.map((table) => stack.items(table)));
  return items.map((list) => list.map((item) => JSON.stringify(item, sets)).sort());
};

/** Sets have no JSON of their own. */
const sets = (_key: string, value: unknown) => (value instanceof Set ? [...value].sort() : value);

const callsOn = async (x: string) =>
  ((await stack.request('GET', `/calls?x=${encodeURIComponent(x)}`)).body as { items: unknown[] }).items;

const NOTHING = {
  replayed: 0,
  stored: 0,
  duplicates: 0,
  quarantined: 0,
  ignored: 0,
  broughtIn: 0,
  skipped: 0,
  unreadable: 0,
  unopened: [],
  next: null,
};

describe('a replay', () => {
  it('of everything that is stored changes nothing', async () => {
    const names = readdirSync(new URL('../../../docs/pushes/', import.meta.url));
    for (const name of names) await push(sampleText(name.replace('.json', '')));
    const unusable = { sessionId: 'unusable', ulFailReason: 8055 };
    await push(aCdrPush(['broken', aSentCdr({ ...unusable, bindNum: xNumber(9) })]));
    const before = await everything();
    await stack.advance(30);
    stack.store.calls.length = 0;

    const report = await replay(HOUR);

    // A number failure counted when its call was new; what is kept of it may be gone by now, and must not come back.
    expect(
      stack.store.calls.map(({ input }) => ('key' in input ? JSON.stringify(input.key) : '')).join(),
    ).not.toContain('"U#');
    expect(report).toEqual({ ...NOTHING, replayed: 59, duplicates: 61, quarantined: 1, ignored: 2 });
    expect(await everything()).toEqual(before);
  });

  it('brings in what was journaled and not stored, as it would have been', async () => {
    stack.store.judge = ({ input }) => (input.table === stack.tables.CALLS_TABLE ? 'before' : 'ok');
    const answer = await push(aCdrPush([aSentCdr({ sessionId: 'late', bindNum: xNumber(11) })]));
    stack.store.judge = () => 'ok';
    const before = await callsOn(xNumber(11));
    await stack.advance(10);

    const report = await replay(HOUR);

    expect([answer.status, before]).toEqual([503, []]);
    expect(report.stored).toBe(1);
    expect(await callsOn(xNumber(11))).toMatchObject([
      { talkSeconds: 71, recording: { status: 'pending', deadlineAt: '2026-03-08T02:31:20.000Z' } },
    ]);
    expect((await replay(HOUR)).stored).toBe(0);
  });

  it('goes on where it ended for want of time', async () => {
    for (let count = 0; count < 45; count += 1)
      await push(aCdrPush([aSentCdr({ sessionId: `part-${count}` })]));

    const whole = await replay(HOUR);
    const parts: ReplayReport[] = [];
    let after: string | undefined;
    do {
      const part = await replay({ ...HOUR, ...(after === undefined ? {} : { after }) }, { leftMs: 1000 });
      parts.push(part);
      after = part.next ?? undefined;
    } while (after !== undefined);

    expect(parts.length).toBeGreaterThan(2);
    expect(parts.reduce((sum, { replayed }) => sum + replayed, 0)).toBe(whole.replayed);
    expect(whole.replayed).toBe(45);
    expect(parts.slice(0, -1).every(({ replayed }) => replayed === 20)).toBe(true);
  });

  it('of another app or another time has nothing to do', async () => {
    await push(aCdrPush([aSentCdr()]));

    const reports = [
      await replay({ ...HOUR, app: 'parcels' }),
      await replay({ from: '2026-02-01T00:00:00Z', to: '2026-02-20T00:00:00Z' }),
    ];

    expect(reports).toMatchObject([{ replayed: 0, stored: 0 }, NOTHING]);
  });

  it.each([
    ['no time', {}],
    ['a time that is none', { from: 'yesterday', to: HOUR.to }],
    ['a field that it does not know', { ...HOUR, dryrun: true }],
    ['an app that is not there', { ...HOUR, app: 'nope' }],
  ])('with %s is refused', async (_case, event) => {
    await expect(replay(event)).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('counts in a dry run, and changes nothing', async () => {
    stack.store.judge = ({ input }) => (input.table === stack.tables.CALLS_TABLE ? 'before' : 'ok');
    await push(aCdrPush([aSentCdr({ sessionId: 'late', bindNum: xNumber(11) })]));
    stack.store.judge = () => 'ok';
    const before = await everything();
    stack.store.calls.length = 0;

    const report = await replay({ ...HOUR, dryRun: true });

    expect(report).toEqual({ ...NOTHING, replayed: 1 });
    expect(stack.store.calls.filter(isWrite)).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it('says in its log what it did, without a number', async () => {
    await push(aCdrPush([aSentCdr()]));

    await replay(HOUR);

    expect(stack.logs.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ event: 'pushes-replayed', replayed: 1, next: null }),
    );
    expect(stack.logs.join()).not.toMatch(/138000|170000|callenabler/);
  });
});

describe('an item in quarantine', () => {
  const day = { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z', quarantined: true };

  /** A reader of a later version: the platform has begun to write `sessionID`. */
  const tolerant: ReadPush = (body, app, receivedAt) =>
    createPushReader()(
      Buffer.from(Buffer.from(body).toString().replaceAll('"sessionID"', '"sessionId"')),
      app,
      receivedAt,
    );

  const renamed = (session: string, x: string) => {
    const { sessionId: _former, ...rest } = aSentCdr({ bindNum: x, icid: session });
    return { ...rest, sessionID: session };
  };

  /** Five pushes, of whose items the later reader can read three. */
  const pushUnreadable = async () => {
    await stack.advance(24 * 3600);
    const event = { timestamp: '2026-03-02 02:31:00', sessionID: 'q3', caller: xNumber(12) };
    await push(
      aCdrPush([renamed('q1', xNumber(12)), renamed('q2', xNumber(12)), aSentCdr({ sessionId: 'q0' })]),
    );
    await push(JSON.stringify({ eventType: 'answer', statusInfo: event }));
    await push('{"smsEvent":{"notificationMode":"Notify"}}');
    await push('{"eventType":"numStatus","numInfo":[{"status":"5"}]}');
  };

  it('stays there while the reader cannot read it, and is brought in by one that can', async () => {
    await pushUnreadable();
    const before = await callsOn(xNumber(12));

    const counted = await replay({ ...day, dryRun: true }, { read: tolerant });
    const unchanged = await replay(day);
    const report = await replay(day, { read: tolerant });

    expect(before).toEqual([]);
    expect(counted).toEqual({ ...NOTHING, replayed: 5 });
    expect(unchanged).toEqual({ ...NOTHING, replayed: 5, quarantined: 5 });
    expect(report).toEqual({ ...NOTHING, replayed: 5, stored: 3, broughtIn: 3, quarantined: 2 });
    expect(await callsOn(xNumber(12))).toHaveLength(2);
  });

  it('that was brought in is not fed again', async () => {
    await pushUnreadable();
    await replay(day, { read: tolerant });

    const report = await replay(day, { read: tolerant });

    expect(report).toEqual({ ...NOTHING, replayed: 2, quarantined: 2 });
    const marks = (await stack.items('PUSHES_TABLE')).flatMap(({ broughtInAt }) => broughtInAt ?? []);
    expect(marks).toEqual(Array(3).fill('2026-03-02T02:31:25.000Z'));
  });

  it('is marked also when it is in the stores already', async () => {
    await stack.advance(24 * 3600);
    await push(aCdrPush([renamed('q9', xNumber(13))]));
    const plain = { from: day.from, to: day.to };
    await replay(plain, { read: tolerant });

    const report = await replay(day, { read: tolerant });

    expect(report).toMatchObject({ broughtIn: 1, duplicates: 1, stored: 0 });
    expect(await callsOn(xNumber(13))).toHaveLength(1);
  });
});
