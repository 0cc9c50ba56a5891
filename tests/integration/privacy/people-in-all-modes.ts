import { expect } from 'vitest';
import type { SimulatorApp } from '../../../simulator/simulator.ts';
import { type Stack, type StackOptions, startStack } from '../../harness/stack.ts';

/** The one who is erased, and three others; made-up numbers that show by chance nowhere. */
export const PERSON = '+8613958203746';
export const PARTNER = '+8613841926053';
export const OTHER = '+8615876310429';
export const STRANGER = '+8618936472051';

/** Texts in which the makers of bindings name the person. */
export const REFERENCE = 'trip-of-mr-Wangxiaoming';
export const USER_DATA = 'passenger-Wangxiaoming';
export const WORDS = 'I wait for you at the north gate';

const MODES = ['AX', 'AXB', 'AXE', 'AXYB', 'X'] as const;
type Mode = (typeof MODES)[number];

const numbersOf = (mode: Mode) =>
  Array.from({ length: 6 }, (_, index) => ({
    x: `+8617${String(MODES.indexOf(mode) + 1)}4810579${index}`.padEnd(14, '3').slice(0, 14),
    areaCode: '0755',
    sms: true,
  }));

const appOf = (mode: Mode) => ({
  name: mode.toLowerCase(),
  mode,
  appKey: `TestAppKeyPrivacy${mode}`.padEnd(28, '0'),
  appSecret: `test-app-secret-privacy-${mode.toLowerCase()}-01`,
  numbers: numbersOf(mode),
});

/** The key of the app of a mode. */
export const appKeyOf = (mode: Mode): string => appOf(mode).appKey;

/** With `settings` in each app. */
export const startPeople = (options: StackOptions = {}, settings: object = {}): Promise<Stack> =>
  startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: MODES.map((mode) => ({
      ...appOf(mode),
      defaults: { allowPermanent: true, ...(mode === 'AX' ? { smsReply: ['last-contact'] } : {}) },
      ...settings,
    })),
    platformApps: MODES.map((mode): SimulatorApp => ({ ...appOf(mode), extensionLength: 2, pushUrls: {} })),
    simulator: { lockoutThreshold: 0 },
    ...options,
  });

type Bound = Readonly<{ bindingId: string; x: string; y: string; extension: string }>;

/** The ids of the bindings that the story made. */
export type Told = Readonly<{ persons: readonly string[]; others: readonly string[] }>;

/** Everybody talks to everybody in every mode, and nothing has ended when it is told. */
export const tellStory = async (stack: Stack): Promise<Told> => {
  const { control, request } = stack;
  const bind = async (body: object, headers: Readonly<Record<string, string>> = {}): Promise<Bound> => {
    const answer = await request('POST', '/bindings', { body, headers });
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const answered = { outcome: 'answered', talkSeconds: 12 } as const;
  const about = { reference: REFERENCE, ttlSeconds: 7 * 24 * 3600 };
  const recorded = { record: true, recordTone: 'notice.wav' };

  const axb = await bind(
    { mode: 'AXB', a: PERSON, b: PARTNER, userData: USER_DATA, ...about, ...recorded },
    { 'idempotency-key': 'key-of-the-trip' },
  );
  await control.placeCall({ from: PERSON, to: axb.x, ...answered });
  await control.placeCall({ from: PARTNER, to: axb.x, outcome: 'busy' });
  await control.sendText({ from: PERSON, to: axb.x, content: WORDS });
  await control.sendText({ from: PARTNER, to: axb.x, content: WORDS });
  const axbOfOthers = await bind({
    mode: 'AXB',
    a: OTHER,
    b: PARTNER,
    reference: 'another trip',
    ...recorded,
  });
  await control.placeCall({ from: OTHER, to: axbOfOthers.x, ...answered });
  await control.sendText({ from: PARTNER, to: axbOfOthers.x, content: 'see you' });

  const ax = await bind({ mode: 'AX', a: PERSON, ...about });
  await control.placeCall({ from: STRANGER, to: ax.x, ...answered });
  await control.sendText({ from: STRANGER, to: ax.x, content: WORDS });
  const axOfOthers = await bind({ mode: 'AX', a: OTHER, reference: 'shop' });
  await control.placeCall({ from: PERSON, to: axOfOthers.x, ...answered });
  await control.sendText({ from: PERSON, to: axOfOthers.x, content: WORDS });
  const withCallee = await request('PUT', `/bindings/${axOfOthers.bindingId}/temporary-callee`, {
    body: { callee: PERSON, ttlSeconds: 600 },
  });
  expect(withCallee.status, withCallee.text).toBe(200);

  const axe = await bind({ mode: 'AXE', a: PERSON, ...about });
  await control.placeCall({ from: STRANGER, to: axe.x, extension: axe.extension, ...answered });
  const axeOfOthers = await bind({ mode: 'AXE', a: OTHER, callback: { number: PERSON }, ttlSeconds: 3600 });

  const axyb = await bind({ mode: 'AXYB', a: PERSON, b: PARTNER, areaCode: '0755', ...about });
  await control.placeCall({ from: PARTNER, to: axyb.x, ...answered });

  const [route] = numbersOf('X');
  const x = await bind({ mode: 'X', a: PARTNER, b: PERSON, x: route?.x, ...about });
  await control.placeCall({ from: PERSON, to: x.x, ...answered });

  await pushOddThings(stack);
  await stack.invoke('recording-archiver');
  return {
    persons: [axb, ax, axe, axyb, x, axeOfOthers].map(({ bindingId }) => bindingId),
    others: [axbOfOthers, axOfOthers].map(({ bindingId }) => bindingId),
  };
};

/** Pushes that nobody can read whole, in the spellings that a sender may use. */
const pushOddThings = async ({ control }: Stack): Promise<void> => {
  const appKey = appKeyOf('AXB');
  const spaced = '139 5820-3746';
  const feeLst = [
    { callerNum: PERSON, calleeNum: 7 },
    { callerNum: Number(OTHER.slice(1)), fwdDstNum: [] },
  ];
  await control.pushRaw({ appKey, kind: 'cdr', body: { eventType: 'fee', feeLst } });
  await control.pushRaw({ appKey, kind: 'cdr', body: { eventType: 'fee', feeLst: [{ calleeNum: spaced }] } });
  await control.pushRaw({ appKey, kind: 'sms', body: `no JSON at all ${PERSON}` });
  await control.pushRaw({
    appKey,
    kind: 'sms',
    body: '{"smsEvent":{"calling":"\\u0031\\u0033958203746","notificationMode":"Notify"}}',
  });
};
