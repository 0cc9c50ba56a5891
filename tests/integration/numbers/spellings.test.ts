import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const SHOP = {
  name: 'shop',
  mode: 'X' as const,
  appKey: 'TestAppKeyShop00000000000001',
  appSecret: 'test-app-secret-shop-0001',
};
const X = '+8617087654321';
const SPELLINGS = [
  '+8617087654321',
  '017087654321',
  '0170-8765 4321',
  '+86017087654321',
  '0086017087654321',
  '86 (0170) 87654321',
  '０１７０８７６５４３２１',
  '٠١٧٠٨٧٦٥٤٣٢١',
];

type Listed = { items: { x: string }[] };

describe('a private number', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      store: 'memory',
      apps: [{ ...SHOP, numbers: [{ x: '+86 0170 87654321', areaCode: '0755', sms: true }] }],
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

  it.each(['+8675512345678', '075512345678', '0755-1234567', '(010) 87654321', '+862087654321'])(
    'is not imported when it is the fixed line %s',
    async (x) => {
      const list = await stack.request('PUT', '/numbers?dryRun=true&force=true', {
        body: `x,areaCode\n${X},0755\n${x},0755\n`,
        headers: { 'content-type': 'text/csv' },
      });
      const json = await stack.request('PUT', '/numbers?dryRun=true&force=true', { body: [{ x: X }, { x }] });

      expect([list.status, json.status]).toEqual([400, 400]);
      expect([list.body, json.body]).toMatchObject([
        { errors: [{ path: 'row 3', message: 'the number is a fixed line and not a private number' }] },
        { errors: [{ path: '1.x', message: 'is a fixed line and not a private number' }] },
      ]);
    },
  );

  it.each(['700-1234567', '+867001234567', '+8670012345678', '9501312345678', '16200000001'])(
    'is imported when it is not a fixed line: %s',
    async (x) => {
      const imported = await stack.request('PUT', '/numbers?dryRun=true', { body: [{ x: X }, { x }] });

      expect([imported.status, imported.body]).toMatchObject([200, { added: 1 }]);
    },
  );
});
