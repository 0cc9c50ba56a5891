import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const SHOP = {
  name: 'shop',
  mode: 'X' as const,
  appKey: 'TestAppKeyShop00000000000001',
  appSecret: 'test-app-secret-shop-0001',
};
const X = '+8675587654321';
const SPELLINGS = [
  '+8675587654321',
  '075587654321',
  '0755-8765 4321',
  '+86075587654321',
  '0086075587654321',
  '86 (0755) 87654321',
  '０７５５８７６５４３２１',
  '٠٧٥٥٨٧٦٥٤٣٢١',
];

type Listed = { items: { x: string }[] };

describe('a private number that is a fixed line', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      store: 'memory',
      apps: [{ ...SHOP, numbers: [{ x: '+86 0755 87654321', areaCode: '0755', sms: true }] }],
      platformApps: [{ ...SHOP, numbers: [{ x: X, areaCode: '0755', sms: true }], pushUrls: {} }],
    });
  });
  afterEach(() => stack.close());

  const listed = async (path: string) =>
    ((await stack.request('GET', path)).body as unknown as Listed).items.map(({ x }) => x);
  const push = (kind: 'callEvents' | 'smsControl', body: object) =>
    stack.control.pushRaw({ appKey: SHOP.appKey, kind, body } as never);

  it.each(SPELLINGS)('is the same number wherever it is written %s', async (written) => {
    const query = encodeURIComponent(written);
    const imported = await stack.request('PUT', '/numbers', {
      body: [{ x: written, areaCode: '0755', sms: true }],
    });
    const set = await stack.request('PATCH', `/numbers/${query}`, { body: { state: 'available' } });
    const bound = await stack.request('POST', '/bindings', {
      body: { mode: 'X', a: person(1), b: person(2), x: written },
    });
    await push('callEvents', {
      eventType: 'callin',
      statusInfo: {
        sessionId: 'session-1',
        timestamp: '2026-03-01 08:00:00',
        caller: person(1),
        called: written,
      },
    });

    expect(imported.body).toMatchObject({ added: 0, retired: 0 });
    expect(set).toMatchObject({ status: 200, body: { x: X } });
    expect(bound).toMatchObject({ status: 201, body: { x: X } });
    expect(await listed('/numbers')).toEqual([X]);
    expect(await listed(`/bindings?x=${query}`)).toEqual([X]);
    expect(await listed(`/calls?x=${query}`)).toEqual([X]);
  });

  it.each(['17000000001.5', '17000000001.000', '700000000¹'])(
    'is refused when it is written %s',
    async (x) => {
      const answers = [
        await stack.request('PUT', '/numbers?dryRun=true', { body: [{ x }] }),
        await stack.request('GET', `/bindings?x=${encodeURIComponent(x)}`),
        await stack.request('GET', `/calls?x=${encodeURIComponent(x)}`),
        await stack.request('GET', `/messages?x=${encodeURIComponent(x)}`),
        await stack.request('POST', '/bindings', { body: { mode: 'X', a: person(1), b: person(2), x } }),
      ];

      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
    },
  );
});
