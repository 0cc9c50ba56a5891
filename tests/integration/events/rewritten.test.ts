import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runImportCalls } from '../../../tools/commands/calls/run.ts';
import { aSentCdr } from '../../builders/pushes.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { changeDocument, dataKey } from '../keys/change-document.ts';

// Items that are written again without a new fact, and calls that come twice.

let stack: Stack;
/** How many events were told before the case. */
let before: number;
/** The events of the case, oldest first. */
const heard = async () => {
  await stack.followChanges();
  await stack.invoke('publish-events', { action: 'tell-expiries' });
  return stack
    .events()
    .slice(0, stack.events().length - before)
    .reverse();
};

const bind = async (first: number, more: object = {}) => {
  const body = { mode: 'AXB', a: person(first), b: person(first + 1), x: xNumber(first), ...more };
  const { body: bound } = await stack.request('POST', '/bindings', { body });
  return bound as { bindingId: string };
};

beforeAll(async () => {
  stack = await startStack({
    store: 'memory',
    changes: true,
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: [{ ...RIDES, numbers: poolNumbers(20) }],
    environment: { EXPORTS: 'masked' },
  });
  const recorded = await bind(1, { record: true, recordTone: 'tone.wav' });
  await bind(3, { reference: 'live', ttlSeconds: 30 * 86_400 });
  await bind(5, { ttlSeconds: 120 });
  await stack.control.placeCall({ from: person(1), to: xNumber(1), outcome: 'answered', talkSeconds: 61 });
  await stack.control.placeCall({ from: person(3), to: xNumber(3), outcome: 'no-answer' });
  await stack.control.sendText({ from: person(1), to: xNumber(1), content: 'hello' });
  await stack.advance(1);
  await stack.invoke('recording-archiver');
  await stack.request('DELETE', `/bindings/${recorded.bindingId}`);
  await stack.advance(600);
  before = 0;
  expect((await heard()).map(({ type }) => type).sort()).toEqual([
    ...['binding.active', 'binding.active', 'binding.active', 'binding.expired', 'binding.released'],
    ...['call.ended', 'call.ended', 'call.missed', 'message.received', 'recording.archived'],
  ]);
});
beforeEach(() => {
  before = stack.events().length;
});
afterAll(() => stack.close());

describe('nothing is told by', () => {
  it('a change of the data key', async () => {
    await changeDocument(stack, ({ dataKeys }) => ({ dataKeys: [dataKey('next', 7), ...dataKeys] }));

    const resealed = await stack.invoke('manage-keys', {
      action: 'reseal',
      from: 'test-1',
      writesPerSecond: 1000,
    });

    expect(resealed).toMatchObject({ resealed: expect.toSatisfy((count) => count > 10), unreadable: [] });
    expect(await heard()).toEqual([]);
  });

  it('a change of the look-up key', async () => {
    const [former, next] = [2, 3].map((byte) => Buffer.alloc(32, byte).toString('base64'));
    await changeDocument(stack, () => ({
      lookupKey: next,
      idKey: former,
      lookupChange: { phase: 'used', since: '2026-03-01T08:00:00.000Z', otherKey: former },
    }));

    expect(await stack.invoke('manage-keys', { action: 'lookup', step: 'rebuild' })).toMatchObject({
      done: expect.toSatisfy((count) => count > 3),
    });
    expect(await heard()).toEqual([]);
  });

  it('an export, and the sweeper and the archiver at work', async () => {
    await stack.advance(86_400);
    for (const folder of ['binding-sweeper', 'recording-archiver', 'measure-state'])
      await stack.invoke(folder);
    await stack.invoke('export-records', { action: 'due' });

    expect(await heard()).toEqual([]);
  });

  it.each([1, 5])('the erasure of a person of an ended binding: %i', async (index) => {
    const erased = await stack.invoke('manage-privacy', {
      action: 'erase',
      party: person(index),
      operator: 'tests',
    });

    expect(erased).toBeDefined();
    expect(await heard()).toEqual([]);
  });
});

describe("a call of the console's list", () => {
  const HEADER = '呼叫开始时间,X号码,主叫号码,被叫号码,接听时间,结束时间,通话时长';
  const importLine = (line: string) =>
    runImportCalls(
      { app: 'rides', operator: 'dora', zone: 'beijing', dryRun: false },
      Buffer.from([HEADER, line].join('\n')),
      (name, event) => stack.invoke(name, event),
      () => undefined,
    );
  const pushCdr = (changes: object) => {
    const sent = aSentCdr({
      recordFlag: 0,
      subscriptionId: '',
      bindNum: xNumber(3),
      callerNum: person(3),
      fwdDstNum: person(4),
      ...changes,
    });
    return stack.control.pushRaw({
      appKey: RIDES.appKey,
      kind: 'cdr',
      body: { eventType: 'fee', feeLst: [sent] },
    });
  };

  it.each([
    ['of the same second', '2026-03-01 10:30', '2026-03-01 02:30', '03', '03'],
    ['a second apart', '2026-03-01 10:40', '2026-03-01 02:40', '03', '04'],
  ])('is told once, by the CDR that comes later, %s', async (sessionId, minute, sentMinute, at, sentAt) => {
    const line = `${minute}:${at},${xNumber(3)},${person(3)},${person(4)},${minute}:09,${minute}:59,50`;

    expect(await importLine(line)).toMatchObject({ added: 1 });
    const afterImport = await heard();
    for (let times = 0; times < 2; times += 1)
      await pushCdr({
        sessionId,
        callInTime: `${sentMinute}:${sentAt}`,
        fwdAnswerTime: `${sentMinute}:09`,
        callEndTime: `${sentMinute}:59`,
      });
    await importLine(line);
    const told = await heard();

    expect(afterImport).toEqual([]);
    expect(told.map(({ type }) => type)).toEqual(['call.ended']);
    expect(told[0]?.['data']).toMatchObject({ answered: true, talkSeconds: 50, outcome: { code: 0 } });
    const { body } = await stack.request('GET', `/calls?x=${encodeURIComponent(xNumber(3))}&limit=1`);
    expect((body as { items: { callId: string }[] }).items).toHaveLength(1);
  });

  it('that is in a call whose events came adds nothing to what its CDR tells', async () => {
    const event = { sessionId: 'begun', timestamp: '2026-03-01 02:50:03' };
    await stack.control.pushRaw({
      appKey: RIDES.appKey,
      kind: 'callEvents',
      body: { eventType: 'callin', statusInfo: { ...event, caller: person(3), called: xNumber(3) } },
    });
    const times = ['09', '59'].map((at) => `2026-03-01 10:50:${at}`);
    await importLine([`2026-03-01 10:50:03,${xNumber(3)},${person(3)},${person(4)}`, ...times, 50].join(','));
    await pushCdr({
      sessionId: 'begun',
      callInTime: '2026-03-01 02:50:04',
      fwdAnswerTime: '2026-03-01 02:50:09',
      callEndTime: '2026-03-01 02:50:59',
    });

    const told = await heard();

    expect(told.map(({ type }) => type)).toEqual(['call.ended']);
    expect(told[0]?.['data']).toMatchObject({ talkSeconds: 50 });
  });
});
