import type { Browser } from 'playwright-core';
import { callerWith, person, poolNumbers, RIDES, simulatorApp } from '../../harness/fixtures.ts';
import { type Stack, type StackOptions, startStack } from '../../harness/stack.ts';
import { type Look, startVisit, type Visit } from './visit.ts';

/** A key that may do everything, and one that sees no number. */
export const KEYS = { all: 'browser-key-with-every-scope', masked: 'browser-key-that-sees-no-number' };

const EVERY_SCOPE = ['bindings', 'read', 'recordings', 'numbers', 'usage', 'operations'];

/** The people of the story, as they would be typed. */
export const PEOPLE = { anna: person(11), bert: person(12), carl: person(13), dora: person(14) };

const SALES = {
  name: 'sales',
  mode: 'AX' as const,
  appKey: 'TestAppKeySales0000000000001',
  appSecret: 'test-app-secret-sales-0001',
};

const RIDE_NUMBERS = poolNumbers(12);
const SALES_NUMBERS = poolNumbers(4, 101);

/** The state after a small day: what each page of the console has something to show of. */
export type Seeded = Readonly<{
  stack: Stack;
  /** X of the first binding. */
  x: string;
  answeredCallId: string;
  busyCallId: string;
  bindingId: string;
}>;

const PRICES = { currency: 'CNY', callMinute: '0.06', messagePart: '0.05', numberMonth: '5' };

/** Starts a stack and lets the day happen on it. */
export const startSeeded = async (options: StackOptions = {}): Promise<Seeded> => {
  const stack = await startStack({
    apps: [
      { ...RIDES, numbers: RIDE_NUMBERS, prices: PRICES },
      { ...SALES, numbers: SALES_NUMBERS },
    ],
    platformApps: [
      simulatorApp(RIDES, RIDE_NUMBERS, { recording: true, sms: true, smsContent: true }),
      { ...SALES, numbers: SALES_NUMBERS, pushUrls: {}, sms: true },
    ],
    callers: [
      callerWith('operator', KEYS.all, { scopes: EVERY_SCOPE }),
      callerWith('support', KEYS.masked, { scopes: ['read:masked'], apps: ['rides'] }),
    ],
    ...options,
  });
  const { anna, bert, carl, dora } = PEOPLE;
  const bind = async (body: object): Promise<{ bindingId: string; x: string }> => {
    const answer = await stack.request('POST', '/bindings', { body });
    if (answer.status !== 201) throw new Error(`the bind was answered ${answer.status}: ${answer.text}`);
    return answer.body;
  };
  const first = await bind({
    ...{ mode: 'AXB', a: anna, b: bert, reference: 'order-42', ttlSeconds: 7200 },
    ...{ record: true, recordTone: 'recording-notice.wav' },
  });
  const second = await bind({ mode: 'AXB', a: carl, b: dora, reference: 'order-43', ttlSeconds: 3600 });
  await bind({ mode: 'AX', a: carl, reference: 'estate-7' });
  const third = await bind({ mode: 'AXB', a: anna, b: dora, reference: 'order-41', ttlSeconds: 3600 });
  await stack.request('DELETE', `/bindings/${third.bindingId}`);
  const { control } = stack;
  await control.placeCall({ from: anna, to: first.x, outcome: 'answered', talkSeconds: 75 });
  await control.placeCall({ from: bert, to: first.x, outcome: 'busy' });
  await control.placeCall({ from: carl, to: second.x, outcome: 'powered-off' });
  // From a person who is not bound.
  await control.placeCall({ from: person(99), to: second.x, outcome: 'answered', talkSeconds: 5 });
  await control.sendText({ from: anna, to: first.x, content: 'I wait at the gate' });
  await stack.invoke('recording-archiver', {});
  await control.pushRaw({ appKey: RIDES.appKey, kind: 'cdr', body: { eventType: 'fee', feeLst: 'none' } });
  await control.pushRaw({
    ...{ appKey: RIDES.appKey, kind: 'cdr', body: {} },
    signing: { appSecret: 'somebody-else-knows-no-secret' },
  });
  const calls = await stack.request('GET', `/calls?bindingId=${first.bindingId}`);
  const items = (calls.body as { items: readonly { callId: string; answered: boolean }[] }).items;
  return {
    stack,
    x: first.x,
    bindingId: first.bindingId,
    answeredCallId: items.find(({ answered }) => answered)?.callId ?? '',
    busyCallId: items.find(({ answered }) => !answered)?.callId ?? '',
  };
};

/** Opens a place of the operator console, and signs in there. */
export const visitConsole = async (
  browser: Browser,
  { stack }: Seeded,
  { look, place, key = KEYS.all }: Readonly<{ look: Look; place: string; key?: string }>,
): Promise<Visit> => {
  const started = await startVisit(browser, look);
  await started.page.goto(`${stack.url}/console${place}`);
  await started.page.locator('input[name=key]').fill(key);
  await started.page.locator('button[type=submit]').click();
  await started.page.locator('main h1').waitFor();
  return started;
};
