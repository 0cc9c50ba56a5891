import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImportCallsReport, runImportCalls } from '../../../tools/commands/calls/run.ts';
import { runUndo } from '../../../tools/commands/calls/undo.ts';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { REPLAYS } from '../../harness/replays.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const HEADER = '呼叫开始时间,X号码,主叫号码,被叫号码,接听时间,结束时间,通话时长';
/** A call of person 1 to person 2, in the words of the console, which shows Beijing's time. */
const LINE = `2026-03-01 10:30:03,${xNumber(1)},${person(1)},${person(2)},2026-03-01 10:30:09,2026-03-01 10:31:20,71`;

let stack: Stack;
let nonces = 0;
beforeEach(async () => {
  nonces = 0;
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T02:31:25.000Z'),
    apps: [
      { ...RIDES, numbers: poolNumbers(18) },
      { ...RIDES, name: 'parcel', mode: 'AX', appKey: 'parcel-key', numbers: poolNumbers(2, 19) },
    ],
    environment: { EXPORTS: 'masked' },
  });
});
afterEach(() => stack.close());

const pushed = async (route: string, body: unknown) => {
  nonces += 1;
  const created = stack.clock().toISOString().replace('.000Z', 'Z');
  const headers = signedHeaders({ ...RIDES, nonce: `import${nonces}`, created });
  const answer = await stack.request('POST', `/webhooks/${route}`, {
    body,
    headers: { authorization: '', ...headers },
  });
  expect(answer.status).toBe(200);
};

const sent = (changes: object = {}) =>
  aSentCdr({
    sessionId: 'session-1',
    recordFlag: 0,
    subscriptionId: '',
    bindNum: xNumber(1),
    callerNum: person(1),
    fwdDstNum: person(2),
    ...changes,
  });
const pushCdr = (changes: object = {}) => pushed('cdr', aCdrPush([sent(changes)]));
const pushCallin = () =>
  pushed('call-events', {
    eventType: 'callin',
    statusInfo: {
      sessionId: 'session-1',
      timestamp: '2026-03-01 02:30:03',
      caller: person(1),
      called: xNumber(1),
    },
  });

const ASKED = { app: 'rides', operator: 'dora', zone: 'beijing', dryRun: false } as const;

const importList = (
  lines: readonly string[],
  changes: object = {},
  header = HEADER,
): Promise<ImportCallsReport> =>
  runImportCalls(
    { ...ASKED, ...changes },
    Buffer.from([header, ...lines].join('\n')),
    (name, event) => stack.invoke(name, event),
    () => undefined,
  );

type ShownCall = {
  callId: string;
  answered: boolean;
  talkSeconds: number | null;
  startedAt: string;
  bindingId: string | null;
  legs: object[];
};
const calls = async (): Promise<readonly ShownCall[]> => {
  const { body } = await stack.request('GET', `/calls?x=${encodeURIComponent(xNumber(1))}`);
  return (body as { items: ShownCall[] }).items;
};

describe("the import of the console's list of calls", () => {
  it('adds a call whose CDR never came, with its binding, and changes nothing when it is repeated', async () => {
    const bound = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1), ttlSeconds: 86_400 },
    });
    const { bindingId } = bound.body as { bindingId: string };
    await stack.advance(3 * 3600);
    const line = LINE.replaceAll('10:3', '10:4').replaceAll('2026-03-01', '2026-03-01');

    const dry = await importList([line], { dryRun: true });
    const before = await calls();
    const first = await importList([line, line]);
    const again = await importList([line]);

    expect([dry.added, before]).toEqual([1, []]);
    expect(first).toEqual({
      ...{ added: 1, known: 1, merged: 0, young: 0, unreadable: 0 },
      ...{
        calls: 2,
        messages: 0,
        ignoredColumns: [],
        unknownTalk: 0,
        byPlatform: 0,
        importId: expect.any(String),
      },
    });
    expect(again).toMatchObject({ added: 0, known: 1 });
    expect(await calls()).toMatchObject([
      {
        startedAt: '2026-03-01T02:40:03.000Z',
        answeredAt: '2026-03-01T02:40:09.000Z',
        endedAt: '2026-03-01T02:41:20.000Z',
        talkSeconds: 71,
        billedMinutes: 2,
        answered: true,
        bindingId,
        outcome: null,
        recording: { status: 'none' },
      },
    ]);
  });

  it.each([
    ['exactly', {}],
    ['a second apart', { callInTime: '2026-03-01 02:30:04' }],
    ['without the callee', { fwdDstNum: '' }],
    ['with the caller withheld', { callerNum: '' }],
  ])('leaves a call alone whose CDR is there, %s', async (_how, changes) => {
    await pushCdr(changes);
    await stack.advance(3 * 3600);

    expect(await importList([LINE])).toMatchObject({ added: 0, known: 1 });
    expect(await calls()).toHaveLength(1);
  });

  it('adds another call of the same second on the same X, and one of the same two a minute later', async () => {
    await pushCdr();
    await stack.advance(3 * 3600);
    const other = LINE.replaceAll(person(1), person(3));

    expect(await importList([LINE, other, LINE.replaceAll('10:3', '10:5')])).toMatchObject({
      added: 2,
      known: 1,
    });
  });

  it('knows a call by its session, and by the begin of its talk, whatever the start in the list is', async () => {
    await pushCdr();
    await stack.advance(3 * 3600);
    const header = '通话开始时间,X号码,主叫号码,被叫号码,接听时间,结束时间,会话ID';
    const told = `${xNumber(1)},${person(1)},${person(2)},2026-03-01 10:30:09,2026-03-01 10:31:20`;

    for (const line of [
      `2026-03-01 10:30:09,${told},session-1`,
      `2026-03-01 10:30:06,${told},session-1`,
      `2026-03-01 10:30:09,${told},`,
    ])
      expect(await importList([line], {}, header)).toMatchObject({ added: 0, known: 1 });
    expect(await calls()).toMatchObject([{ talkSeconds: 71, legs: [{}] }]);
  });

  it('adds the second leg of a session, and the call after one that was busy, two seconds later', async () => {
    await pushCdr({ fwdAlertingTime: '', fwdAnswerTime: '', callEndTime: '2026-03-01 02:30:04' });
    await stack.advance(3 * 3600);
    const busy = LINE.replace('2026-03-01 10:30:09', '').replace('10:31:20,71', '10:30:04,0');
    const leg = LINE.replace('10:30:03', '10:30:05');

    expect(await importList([busy, leg])).toMatchObject({ added: 1, known: 1 });
    expect(await importList([busy, leg])).toMatchObject({ added: 0, known: 2, merged: 0 });
    const bySession = [busy, leg].map((line) => `${line},session-1`);
    expect(await importList(bySession, {}, `${HEADER},会话ID`)).toMatchObject({ known: 2 });
    expect(await calls()).toHaveLength(2);
  });

  it('completes the call whose events came', async () => {
    await pushCallin();
    await stack.advance(3 * 3600);
    const before = await calls();

    const report = await importList([LINE]);

    expect(report.added).toBe(1);
    expect(before).toHaveLength(1);
    expect(await calls()).toMatchObject([{ callId: before[0]?.callId, talkSeconds: 71, answered: true }]);
  });

  it('leaves the talk unknown of which the list says a length alone, and no minute is made up', async () => {
    await stack.advance(3 * 3600);
    const line = `2026-03-01 10:30:03,${xNumber(1)},${person(1)},75`;

    const report = await importList([line], {}, '开始时间,X号码,主叫号码,通话时长');

    expect(report).toMatchObject({ added: 1, unknownTalk: 1 });
    expect(await calls()).toMatchObject([{ answered: false, talkSeconds: null, billedMinutes: null }]);
  });

  it.each([
    ['of a call without events', false],
    ['of a call with events', true],
  ])('gives way to the CDR that comes after it, %s', async (_which, hasEvents) => {
    if (hasEvents) await pushCallin();
    await stack.advance(3 * 3600);
    await importList([LINE]);

    await pushCdr();
    await pushCdr();

    const [call, ...others] = await calls();
    expect(others).toEqual([]);
    expect(call).toMatchObject({ talkSeconds: 71, outcome: { code: 0 } });
    expect(call?.legs).toHaveLength(1);
    expect(await importList([LINE])).toMatchObject({ added: 0, known: 1 });
  });

  it.each(['call-events', 'cdr', 'sms', 'number-status', 'cdr/'])(
    'gives way to a CDR that comes on the webhook %s',
    async (route) => {
      await stack.advance(3 * 3600);
      await importList([LINE]);

      await pushed(route, aCdrPush([sent()]));

      expect(await calls()).toMatchObject([{ outcome: { code: 0 } }]);
    },
  );

  it.each(REPLAYS)('gives way to a CDR that a replay by %s brings in', async (_way, replay) => {
    await stack.advance(3 * 3600);
    stack.store.judge = (call) =>
      isWrite(call) && call.input.table === stack.tables.CALLS_TABLE ? 'before' : 'ok';
    await expect(pushCdr()).rejects.toThrow();
    stack.store.judge = () => 'ok';
    await importList([LINE]);

    await replay(stack, { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' });

    expect(await calls()).toMatchObject([{ outcome: { code: 0 } }]);
  });

  it.each<[string, object]>([
    ['a second apart', { callInTime: '2026-03-01 02:30:04' }],
    ['with the start before the ringing', { callInTime: '2026-03-01 02:29:40' }],
    ['without a start', { callInTime: '', fwdStartTime: '', fwdAlertingTime: '' }],
    ['with the caller withheld', { callerNum: '' }],
    ['without the callee', { fwdDstNum: '' }],
  ])('gives way to a CDR that comes %s', async (_how, changes) => {
    await stack.advance(3 * 3600);
    await importList([LINE]);
    await pushCdr(changes);

    expect(await calls()).toMatchObject([{ outcome: { code: 0 }, legs: [{}] }]);
    // One without a start stands at its receipt, where no import looks for it.
    if (!('fwdStartTime' in changes))
      expect(await importList([LINE])).toMatchObject({ added: 0, known: 1, merged: 0 });
  });

  it('gives way to the CDR of its session, and to no other', async () => {
    await stack.advance(3 * 3600);
    const other = LINE.replaceAll('10:3', '10:5').replaceAll(person(2), person(3));
    await importList([`${LINE},session-1`, `${other},`], {}, `${HEADER},会话ID`);
    await pushCdr({
      callInTime: '2026-03-01 02:30:33',
      fwdStartTime: '',
      fwdAlertingTime: '',
      fwdAnswerTime: '2026-03-01 02:30:40',
    });

    expect(await calls()).toMatchObject([
      { startedAt: '2026-03-01T02:50:03.000Z' },
      { startedAt: '2026-03-01T02:30:33.000Z', legs: [{}] },
    ]);
  });

  it('leaves young calls to their CDRs', async () => {
    await pushCdr();

    expect(await importList([LINE])).toMatchObject({ added: 0, known: 0, young: 1 });
    expect(await calls()).toHaveLength(1);
  });

  it('stores nothing of a list in another zone, also where most of its calls are the gap, and takes the right one', async () => {
    await pushCdr();
    await stack.advance(12 * 3600);
    // In the list of UTC the call stands at 02:30, and the gap before it fills the first part.
    const gap = Array.from({ length: 501 }, (_, n) => {
      const minute = `2026-03-01 0${Math.floor(n / 60)}:${String(n % 60).padStart(2, '0')}`;
      return `${minute}:00,${xNumber(2)},${person(3)},${person(4)},,${minute}:05,0`;
    });
    const list = [...gap, LINE.replaceAll('10:3', '02:3')];

    await expect(importList(list)).rejects.toThrow(/1 call of the list is stored eight hours apart.*row 503/);
    expect(await importList(list, { zone: 'utc', dryRun: true })).toMatchObject({ added: 501, known: 1 });
    expect((await stack.request('GET', '/calls?app=rides')).body).toMatchObject({ items: [{}] });
  });

  it('is taken back as a whole, and only what it has added itself', async () => {
    await stack.advance(3 * 3600);
    const other = LINE.replaceAll(person(1), person(3));
    const first = await importList([LINE, other]);
    const second = await importList([LINE.replaceAll('10:3', '10:4')]);
    await pushCdr();
    const undo = (importId: unknown, dryRun = false) =>
      runUndo(
        { app: 'rides', operator: 'dora', importId: String(importId), dryRun },
        (name, event) => stack.invoke(name, event),
        () => undefined,
      );

    expect(await undo(first.importId, true)).toEqual({ records: 2, removed: 1 });
    expect(await calls()).toHaveLength(3);
    expect(await undo(first.importId)).toEqual({ records: 2, removed: 1 });
    expect(await importList([other])).toMatchObject({ added: 1 });
    expect(await undo(first.importId)).toEqual({ records: 2, removed: 0 });
    expect(await undo(second.importId)).toEqual({ records: 1, removed: 1 });
    expect(await calls()).toHaveLength(2);
    await expect(undo('abcdefgh')).rejects.toThrow(/no such import/);
  });

  it('stores nothing of a list with a call of another time or app', async () => {
    await stack.advance(3 * 3600);
    const list = [
      LINE,
      LINE.replaceAll('2026-03-01', '2026-03-02'),
      LINE.replaceAll('2026-03-01', '2026-01-27'),
      LINE.replace(xNumber(1), xNumber(19)),
      LINE.replace(xNumber(1), '+8617099999999'),
    ];

    await expect(importList(list)).rejects.toThrow(
      /row 3: the call starts in the future.*\n.*row 4: the call is older.*\n.*row 5: the private number is in the pool of another app.*\n.*row 6: the private number is in the pool of no app/,
    );
    expect(await calls()).toEqual([]);
  });

  it('is whole after a write that failed', async () => {
    await stack.advance(3 * 3600);
    for (const failing of [1, 2]) {
      let writes = 0;
      stack.store.judge = (call) => {
        if (isWrite(call)) writes += 1;
        return isWrite(call) && writes === failing ? 'after' : 'ok';
      };
      await importList([LINE]).catch(() => undefined);
    }
    stack.store.judge = () => 'ok';

    await importList([LINE]);

    expect(await calls()).toHaveLength(1);
  });

  it('is exported on the day of the import, in the partition of the call, and marked', async () => {
    await stack.advance(24 * 3600);
    await importList([LINE]);
    await stack.advance(24 * 3600);

    await stack.invoke('export-records', { action: 'due' });

    const { Contents = [] } = await stack.s3.send(
      new ListObjectsV2Command({ Bucket: stack.bucket, Prefix: 'exports/calls/' }),
    );
    expect(Contents.map(({ Key }) => Key)).toEqual([
      'exports/calls/app=rides/day=2026-03-01/late-2026-03-02-000000.jsonl.gz',
    ]);
    const { Body } = await stack.s3.send(
      new GetObjectCommand({ Bucket: stack.bucket, Key: Contents[0]?.Key ?? '' }),
    );
    const row = JSON.parse(gunzipSync((await Body?.transformToByteArray()) ?? '').toString());
    expect(row).toMatchObject({ source: 'console', talk_seconds: 71, caller: '+861****0001' });
  });

  it('names an app and an operator, and tells nobody a number', async () => {
    await stack.advance(3 * 3600);
    await expect(importList([LINE], { app: 'gone' })).rejects.toThrow(/app must be one of rides, parcel/);
    await importList([LINE]);

    const lines = stack.logs.filter((line) => line.includes('calls import'));
    expect(lines.map((line) => /data-\w+/.exec(line)?.[0])).toEqual(['data-read', 'data-changed']);
    expect(lines[1]).toContain('"operator":"dora"');
    expect(stack.logs.join('\n')).not.toMatch(/138\d{8}|170\d{8}/);
  });
});
