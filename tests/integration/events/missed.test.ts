import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aSentCdr } from '../../builders/pushes.ts';
import { poolNumbers, RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

// Whether a call was missed, where its CDR does not say so. The call of the sample: it starts at 02:30:03 and ends at 02:31:20.

let stack: Stack;
/** How many events were told before the case. */
let before: number;
let calls = 0;

beforeAll(async () => {
  stack = await startStack({
    store: 'memory',
    changes: true,
    startAt: new Date('2026-03-01T02:31:22.000Z'),
    sleep: async () => undefined,
    apps: [{ ...RIDES, numbers: poolNumbers(2) }],
  });
});
beforeEach(() => {
  before = stack.events().length;
  calls += 1;
});
afterAll(() => stack.close());

const tellDue = () => stack.invoke('publish-events', { action: 'tell-expiries' });

/** The events that the case has told so far, each once, oldest first. */
const heard = async (): Promise<readonly string[]> => {
  await stack.followChanges();
  await tellDue();
  const told = stack
    .events()
    .slice(0, stack.events().length - before)
    .toReversed();
  return [...new Map(told.map(({ id, type }) => [id, String(type)])).values()];
};

const fiveHours = () => stack.advance(5 * 3600 + 60);

const push = (kind: 'cdr' | 'callEvents', body: object) =>
  stack.control.pushRaw({ appKey: RIDES.appKey, kind, body } as never);

const at = (seconds: number) =>
  new Date(stack.clock().getTime() + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

const session = () => `session-${calls}`;

/** A CDR of a call that began 80 seconds ago, of an end that was two seconds ago, without a file. */
const aCdr = (changes: object) => {
  const { recordObjectName: _name, recordDomain: _domain, subscriptionId: _id, ...sent } = aSentCdr();
  const times = { callInTime: at(-80), fwdStartTime: at(-80), fwdAlertingTime: at(-78) };
  const rest = { sessionId: session(), icid: 'one', recordFlag: 0, fwdAnswerTime: '', callEndTime: '' };
  return { ...sent, ...times, ...rest, ...changes };
};
const cdr = (changes: object = {}) => push('cdr', { eventType: 'fee', feeLst: [aCdr(changes)] });
const event = (eventType: string, seconds: number) =>
  push('callEvents', { eventType, statusInfo: { sessionId: session(), timestamp: at(seconds) } });

const UNCLEAR = () => ({ fwdAnswerTime: '0000-00-00 00:00:00', callEndTime: at(-2) });
const BUSY = { ulFailReason: 8102 };
const RECORDED = { recordFlag: 1, recordObjectName: 'talk.wav', recordDomain: 'ostor.huawei.com' };
const ENDED = ['call.ended'];
const MISSED = ['call.ended', 'call.missed'];

describe('a CDR that does not say whether anybody answered', () => {
  it.each<[string, readonly (() => Promise<unknown>)[], readonly string[], readonly string[]]>([
    ['without any event', [cdr], ENDED, MISSED],
    ['after the answer', [() => event('answer', -70), cdr], ENDED, ENDED],
    ['after the end without an answer', [() => event('disconnect', -2), cdr], MISSED, MISSED],
    ['after answer and end', [() => event('answer', -70), () => event('disconnect', -2), cdr], ENDED, ENDED],
    ['with a release reason that decides', [() => cdr(BUSY)], MISSED, MISSED],
    ['with a release reason that does not', [() => cdr({ ulFailReason: 8017 })], ENDED, MISSED],
    ['with an unclear answer, and no event', [() => cdr(UNCLEAR())], ENDED, MISSED],
    [
      'with an unclear answer, and its begin alone',
      [() => event('callin', -80), () => cdr(UNCLEAR())],
      ENDED,
      MISSED,
    ],
    [
      'with an unclear answer, and a release reason that decides',
      [() => cdr({ ...UNCLEAR(), ...BUSY })],
      MISSED,
      MISSED,
    ],
    ['with an unclear answer, and a recording', [() => cdr({ ...UNCLEAR(), ...RECORDED })], ENDED, ENDED],
    [
      'with an unclear answer, of a redial whose other CDR was not answered',
      [() => cdr(UNCLEAR()), () => cdr({ icid: 'two', ...BUSY })],
      ENDED,
      MISSED,
    ],
    [
      'with an unclear answer, after the end',
      [() => event('disconnect', -2), () => cdr(UNCLEAR())],
      MISSED,
      MISSED,
    ],
    [
      'of a redial whose other CDR was answered',
      [cdr, () => cdr({ icid: 'two', fwdAnswerTime: at(-40), callEndTime: at(-2) })],
      ENDED,
      ENDED,
    ],
    ['of a redial that was never answered', [cdr, () => cdr({ icid: 'two', ...BUSY })], ENDED, MISSED],
  ])('%s', async (_case, pushes, atOnce, atLast) => {
    for (const each of pushes) await each();

    expect(await heard()).toEqual(atOnce);
    await fiveHours();
    expect(await heard()).toEqual(atLast);
    await fiveHours();
    expect(await heard()).toEqual(atLast);
  });

  it.each<[string, readonly [string, number][], readonly string[]]>([
    ['answered', [['answer', -70]], ENDED],
    [
      'answered and ended, in the wrong order',
      [
        ['disconnect', -2],
        ['answer', -70],
      ],
      ENDED,
    ],
    ['ended without an answer', [['disconnect', -2]], MISSED],
  ])('and that events show later to be %s', async (_case, later, expected) => {
    const began = stack.clock().getTime();
    await cdr();
    expect(await heard()).toEqual(ENDED);

    await stack.advance(3600);
    const since = (stack.clock().getTime() - began) / 1000;
    for (const [type, seconds] of later) await event(type, seconds - since);

    expect(await heard()).toEqual(ENDED);
    await fiveHours();
    expect(await heard()).toEqual(expected);
  });

  it.each<[string, () => object, readonly object[]]>([
    [
      'is neither known as answered nor as missed',
      UNCLEAR,
      [
        { type: 'call.ended', answered: false, answerKnown: false },
        { type: 'call.missed', answerKnown: false },
      ],
    ],
    [
      'is known to be missed by its release reason',
      () => ({ ...UNCLEAR(), ...BUSY }),
      [
        { type: 'call.ended', answered: false, answerKnown: true },
        { type: 'call.missed', answerKnown: true },
      ],
    ],
    [
      'is known to be answered',
      () => ({ fwdAnswerTime: at(-40), callEndTime: at(-2) }),
      [{ type: 'call.ended', answered: true, answerKnown: true }],
    ],
  ])('%s', async (_case, changes, expected) => {
    await cdr(changes());

    await heard();
    await fiveHours();
    await heard();

    const told = stack
      .events()
      .slice(0, stack.events().length - before)
      .toReversed();
    expect(told.map(({ type, data }) => ({ type, ...Object(data) }))).toMatchObject(expected);
  });

  it('is told once, whatever is pushed again', async () => {
    const [first, second] = [await cdr(), await event('disconnect', -2)];
    for (const each of [first, second]) if (each !== null) await stack.control.repeatPush(each.id);
    await fiveHours();
    await heard();
    await tellDue();

    const missed = stack.events().slice(0, stack.events().length - before);
    expect(missed.filter(({ type }) => type === 'call.missed')).toHaveLength(1);
  });

  it('is told when the bus takes it', async () => {
    await cdr();
    expect(await heard()).toEqual(ENDED);
    await fiveHours();

    stack.bus?.refuse(true);
    expect(await tellDue()).toMatchObject({ put: 0, left: 1 });
    stack.bus?.refuse(false);

    expect(await heard()).toEqual(MISSED);
    expect(await tellDue()).toMatchObject({ put: 0, left: 0 });
  });
});
