import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const FLAT = {
  name: 'flat',
  mode: 'AX' as const,
  appKey: 'TestAppKeyFlat00000000000001',
  appSecret: 'test-app-secret-flat-0001',
};

/** A binding of A with X; `before` called an hour ago, `newer` is in touch since. */
type Scene = Readonly<{
  a: string;
  x: string;
  subscriptionId: string;
  before: string;
  newer: string;
  at: string;
}>;
type Kind = 'callEvents' | 'cdr' | 'sms';
type Pushed = Readonly<{ kind: Kind; body: unknown }>;

const event = (eventType: unknown, statusInfo: unknown): Pushed => ({
  kind: 'callEvents',
  body: { eventType, statusInfo },
});
const cdr = (entry: object): Pushed => ({ kind: 'cdr', body: { eventType: 'fee', feeLst: [entry] } });
const sms = (smsEvent: object): Pushed => ({ kind: 'sms', body: { appKey: FLAT.appKey, smsEvent } });

const callin = ({ x, subscriptionId, newer, at }: Scene) => ({
  sessionId: `${x}-newer`,
  timestamp: at,
  caller: newer,
  called: x,
  subscriptionId,
});
const later = ({ x, a, subscriptionId, at }: Scene) => ({
  sessionId: `${x}-newer`,
  timestamp: at,
  caller: x,
  called: a,
  subscriptionId,
});
const fee = ({ x, a, subscriptionId, newer, at }: Scene) => ({
  direction: 0,
  appKey: FLAT.appKey,
  sessionId: `${x}-newer`,
  icid: `${x}-record`,
  bindNum: x,
  callerNum: newer,
  calleeNum: x,
  fwdDstNum: a,
  callInTime: at,
  subscriptionId,
});
const report = ({ x, a, subscriptionId, newer, at }: Scene) => ({
  smsIdentifier: `${x}-sms`,
  notificationMode: 'Notify',
  calling: newer,
  called: a,
  virtualNumber: x,
  event: 'TextSMS',
  timeStamp: `${at.replace(' ', 'T')}.000Z`,
  subscriptionId,
  sendResult: 0,
});
const deep = (levels: number): unknown => (levels === 0 ? 1 : { inner: deep(levels - 1) });

const CASES: readonly (readonly [string, (scene: Scene) => Pushed])[] = [
  ...[
    '1970-01-01 00:00:00',
    undefined,
    'now',
    '2099-01-01 00:00:00',
    '2014-01-01 00:00:00',
    '2020-01-01 00:00:00',
  ].map(
    (timestamp) =>
      [
        `a callin of the time ${timestamp}`,
        (scene: Scene) => event('callin', { ...callin(scene), timestamp }),
      ] as const,
  ),
  [
    'a callin seven hours ahead',
    (scene) => event('callin', { ...callin(scene), timestamp: '2026-03-01 16:00:00' }),
  ],
  ['a callin without session', (scene) => event('callin', { ...callin(scene), sessionId: undefined })],
  ['a callin without called', (scene) => event('callin', { ...callin(scene), called: undefined })],
  ['a callin with A as called', (scene) => event('callin', { ...callin(scene), called: scene.a })],
  [
    'a callin without called and time',
    (scene) => event('callin', { ...callin(scene), called: '', timestamp: '' }),
  ],
  [
    'a callin whose subscription is not that of X',
    (scene) => event('callin', { ...callin(scene), subscriptionId: 'other' }),
  ],
  ['an event without type', (scene) => event(undefined, callin(scene))],
  ['an event in a list', (scene) => event('callin', [callin(scene)])],
  ['an event that is too deep', (scene) => event('callin', { ...callin(scene), more: deep(40) })],
  ...['collectInfo', 'callout', 'alerting', 'answer', 'disconnect', 'dtmf'].flatMap(
    (type): (readonly [string, (scene: Scene) => Pushed])[] => [
      [`${type} alone`, (scene) => event(type, later(scene))],
      [`${type} without time`, (scene) => event(type, { ...later(scene), timestamp: 'now' })],
      [`${type} without session`, (scene) => event(type, { ...later(scene), sessionId: '' })],
      [
        `${type} without numbers`,
        (scene) => event(type, { ...later(scene), caller: undefined, called: undefined }),
      ],
      [`${type} with the real pair`, (scene) => event(type, { ...later(scene), caller: scene.newer })],
      [
        `${type} without subscription`,
        (scene) => event(type, { ...later(scene), subscriptionId: undefined }),
      ],
    ],
  ),
  ['a CDR without session', (scene) => cdr({ ...fee(scene), sessionId: undefined })],
  ['a CDR of 1970', (scene) => cdr({ ...fee(scene), callInTime: '1970-01-01 00:00:00' })],
  ['a CDR of 2020', (scene) => cdr({ ...fee(scene), callInTime: '2020-01-01 00:00:00' })],
  [
    'a CDR without X and time',
    (scene) => cdr({ ...fee(scene), bindNum: undefined, calleeNum: undefined, callInTime: undefined }),
  ],
  [
    'a CDR with X as callee only',
    (scene) => cdr({ ...fee(scene), bindNum: 'x', subscriptionId: '', callInTime: '' }),
  ],
  ['a CDR without X', (scene) => cdr({ ...fee(scene), bindNum: undefined, calleeNum: undefined })],
  ['a report on an SMS without X', (scene) => sms({ ...report(scene), virtualNumber: '' })],
  ['a CDR that is too deep', (scene) => cdr({ ...fee(scene), more: deep(40) })],
  [
    'a CDR in a list too many',
    (scene) => ({ kind: 'cdr', body: { eventType: 'fee', feeLst: [[fee(scene)]] } }),
  ],
  ['a report on an SMS without identifier', (scene) => sms({ ...report(scene), smsIdentifier: '' })],
  ['a report on an SMS of 1970', (scene) => sms({ ...report(scene), timeStamp: '1970-01-01T00:00:00.000Z' })],
  [
    'a report on an SMS without X and time',
    (scene) => sms({ ...report(scene), virtualNumber: '', timeStamp: '' }),
  ],
  [
    'a report on an SMS of an unknown mode',
    (scene) => sms({ ...report(scene), notificationMode: 'Tell', called: '' }),
  ],
  [
    'a body under other names',
    (scene) => ({ kind: 'callEvents', body: { kind: 'callin', info: callin(scene) } }),
  ],
  [
    'a body that ends too early',
    (scene) => ({
      kind: 'callEvents',
      body: JSON.stringify(event('callin', callin(scene)).body).slice(0, -1),
    }),
  ],
];

describe('an SMS of AX after a contact that has no place in time or no name', () => {
  let stack: Stack;
  let place = 0;
  const numbers = poolNumbers(CASES.length + 10);
  beforeAll(async () => {
    stack = await startStack({
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      store: 'memory',
      apps: [{ ...FLAT, numbers, defaults: { smsReply: ['last-contact'] } }],
      platformApps: [{ ...FLAT, numbers, pushUrls: {} }],
    });
  });
  afterAll(() => stack.close());

  const now = (): string => stack.clock().toISOString().slice(0, 19).replace('T', ' ');
  const scene = async (): Promise<Scene> => {
    place += 1;
    const [a, x, before] = [person(10 * place + 1), xNumber(place), person(10 * place + 2)];
    const body = { mode: 'AX', a, x, ttlSeconds: 86_400 };
    const { subscriptionId } = (await stack.request('POST', '/bindings', { body })).body as unknown as {
      subscriptionId: string;
    };
    const made = { a, x, subscriptionId, before, newer: person(10 * place + 3), at: now() };
    await push(cdr({ ...fee(made), sessionId: `${x}-before`, icid: `${x}-one`, callerNum: before }));
    await stack.advance(300);
    return { ...made, at: now() };
  };
  const push = async ({ kind, body }: Pushed) =>
    stack.control.pushRaw({ appKey: FLAT.appKey, kind, body } as never) as Promise<unknown>;
  const receiver = async ({ a, x }: Scene): Promise<string | null> => {
    await stack.advance(3);
    const { delivered } = await stack.control.sendText({ from: a, to: x, content: 'In a meeting' });
    return delivered === null ? null : (delivered as { to: string }).to;
  };

  it.each(CASES)('goes to nobody: %s', async (_case, pushed) => {
    const made = await scene();
    await push(pushed(made));

    expect(await receiver(made)).toBeNull();
  });

  it('goes to the next one whose contact is certain, also when the other push comes again', async () => {
    const made = await scene();
    const unplaced = event('callin', { ...callin(made), timestamp: 'now', sessionId: undefined });
    await push(unplaced);
    await stack.advance(200);
    const next = { ...made, newer: person(9001), at: now() };
    await push(cdr({ ...fee(next), sessionId: `${made.x}-next`, icid: `${made.x}-next` }));

    expect(await receiver(made)).toBe(person(9001));
    await push(unplaced);
    expect(await receiver(made)).toBe(person(9001));
  });

  it('goes to the caller of an event without time once his CDR is there', async () => {
    const made = await scene();
    await push(event('callin', { ...callin(made), timestamp: undefined }));
    await push(cdr(fee(made)));

    expect(await receiver(made)).toBe(made.newer);
  });

  it.each([
    ['has times', true],
    ['has no times', false],
  ])(
    'after a phone called again by itself goes to its owner when that CDR %s, else to nobody',
    async (_case, hasTimes) => {
      const made = await scene();
      const again = {
        ...fee({ ...made, newer: made.before }),
        sessionId: `${made.x}-before`,
        icid: `${made.x}-two`,
      };
      await push(cdr({ ...again, callInTime: hasTimes ? now() : undefined }));

      expect(await receiver(made)).toBe(hasTimes ? made.before : null);
    },
  );

  it.each([
    ['has times', true],
    ['has no times', false],
  ])(
    'goes to nobody when a phone called again by itself after another contact, and that CDR %s',
    async (_case, hasTimes) => {
      const made = await scene();
      const again = {
        ...fee({ ...made, newer: made.before }),
        sessionId: `${made.x}-before`,
        icid: `${made.x}-two`,
      };
      await push(cdr(fee(made)));
      await stack.advance(200);
      await push(cdr({ ...again, callInTime: hasTimes ? now() : undefined }));

      expect(await receiver(made)).toBeNull();
    },
  );

  it('goes to nobody when two CDRs of a call name two others', async () => {
    const made = await scene();
    await push(cdr(fee(made)));
    await push(cdr({ ...fee(made), icid: `${made.x}-two`, callerNum: made.before }));

    expect(await receiver(made)).toBeNull();
  });

  it.each([
    [
      'a report on the state of X that cannot be read',
      (x: string) => ({ numInfo: [{ number: x, status: deep(40) }] }),
    ],
  ])('still goes to the one before: %s', async (_case, pushed) => {
    const made = await scene();
    await push({ kind: 'callEvents', body: { eventType: 'numStatus', ...pushed(made.x) } });

    expect(await receiver(made)).toBe(made.before);
  });
});
