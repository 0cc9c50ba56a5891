import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dialect } from '../../../simulator/state/dialect.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { person, RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

let stack: Stack;
let people = 0;

beforeAll(async () => {
  stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z') });
  await stack.control.setApp(RIDES.appKey, { smsContent: true });
});
afterAll(() => stack.close());
beforeEach(() => {
  stack.store.judge = () => 'ok';
  stack.logs.length = 0;
});

type Binding = { bindingId: string; a: string; b: string; x: string };

/** A binding of two people whom no other test has. */
const bind = async (): Promise<Binding> => {
  people += 2;
  const body = { mode: 'AXB', a: person(people), b: person(people + 1), ttlSeconds: 86_400 };
  return (await stack.request('POST', '/bindings', { body })).body;
};

type View = { items: Record<string, unknown>[] };

const callsOf = async ({ bindingId }: Binding): Promise<View['items']> => {
  const list = (await stack.request('GET', `/calls?bindingId=${bindingId}`)).body as View;
  return list.items;
};

const messagesOf = async ({ bindingId }: Binding): Promise<View['items']> =>
  ((await stack.request('GET', `/messages?bindingId=${bindingId}`)).body as View).items;

describe('a dialect of the platform', () => {
  it.each<[string, Partial<Dialect>]>([
    ['of the documents', {}],
    ['of newer hosts', { sessionId: 'new', extraFields: true }],
    ['with empty fields', { optionalFields: 'empty', textSms: 'Text SMS ' }],
    ['with null fields', { optionalFields: 'null', extParas: 'object' }],
    ['without record ids', { icid: false }],
  ])('%s tells the same call and the same SMS', async (_name, dialect) => {
    const binding = await bind();
    await stack.control.setDialect(dialect);

    await stack.control.placeCall({ from: binding.a, to: binding.x, outcome: 'answered', talkSeconds: 61 });
    await stack.control.sendText({ from: binding.b, to: binding.x, content: 'On my way' });

    expect(await callsOf(binding)).toMatchObject([
      {
        bindingId: binding.bindingId,
        x: binding.x,
        caller: binding.a,
        callee: binding.b,
        direction: 'from-a',
        answered: true,
        talkSeconds: 61,
        billedMinutes: 2,
        events: [
          { type: 'callin' },
          { type: 'callout' },
          { type: 'alerting' },
          { type: 'answer' },
          { type: 'disconnect' },
        ],
      },
    ]);
    expect(await messagesOf(binding)).toHaveLength(1);
    expect(stack.logs.join('\n')).not.toMatch(/push-refused|push-item-quarantined/);
    await stack.control.setDialect({
      sessionId: 'old',
      optionalFields: 'omit',
      textSms: 'TextSMS',
      extraFields: false,
      extParas: 'array',
      icid: true,
    });
  });

  it.each(['AKSK', 'WSSE'] as const)('signed with %s is accepted', async (pushScheme) => {
    const binding = await bind();
    await stack.control.setApp(RIDES.appKey, { pushScheme });

    await stack.control.placeCall({ from: binding.b, to: binding.x, outcome: 'busy' });

    expect(await callsOf(binding)).toMatchObject([{ direction: 'to-a', answered: false }]);
  });
});

/** The log lines about pushes, and how often each was written. */
const told = (): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { event, error, kind, stored } of stack.logs.map((line) => JSON.parse(line)))
    if (event === 'request-failed' || event === 'push-kept') {
      const what = event === 'push-kept' ? `kept ${kind}, ${stored} new` : `failed, ${error.code}`;
      counts[what] = (counts[what] ?? 0) + 1;
    }
  return counts;
};

describe('the ladder of re-pushes', () => {
  it.each(['fresh', 'same'] as const)(
    'with %s signatures loses nothing of four hours without a store, and the log shows it',
    async (rePushSignature) => {
      const binding = await bind();
      await stack.control.setSettings({ rePushSignature });
      stack.store.judge = (call) => (isWrite(call) ? 'before' : 'ok');

      await stack.control.placeCall({ from: binding.a, to: binding.x, outcome: 'answered', talkSeconds: 10 });
      await stack.control.sendText({ from: binding.a, to: binding.x, content: 'On my way' });
      await stack.advance(4 * 3600);
      stack.store.judge = () => 'ok';
      const before = [await callsOf(binding), await messagesOf(binding)];
      const toldBefore = told();
      await stack.advance(2 * 3600);

      expect(before).toEqual([[], []]);
      // Five events, a CDR and an SMS, six times each: at once and after 1, 4, 9, 106 and 203 minutes. The last try, after
      // 300 minutes, finds us back.
      expect(toldBefore).toEqual({ 'failed, store-unavailable': 42 });
      expect(told()).toEqual({
        'failed, store-unavailable': 42,
        'kept event, 1 new': 5,
        'kept cdrs, 1 new': 1,
        'kept sms, 1 new': 1,
      });
      const [call] = await callsOf(binding);
      expect(call).toMatchObject({ caller: binding.a, callee: binding.b, answered: true, talkSeconds: 10 });
      expect(call?.['events']).toHaveLength(5);
      expect(await messagesOf(binding)).toHaveLength(1);
      expect((await stack.control.idle()).idle).toBe(true);
    },
  );
});
