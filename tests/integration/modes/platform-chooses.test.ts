import { afterEach, describe, expect, it } from 'vitest';
import { spoil, withUnknownKey } from '../keys/spoil.ts';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const FIXED_LINE = '+8675500000001';

/** The binding, the request without an X to the platform, and where it is sent. */
const KINDS = [
  [
    'AX',
    { a: A },
    '/rest/provision/caas/privatenumber/v1.0',
    {
      origNum: A,
      areaCode: '010',
      areaMatchMode: '0',
      privateNumType: 'mobile-virtual',
      recordFlag: 'false',
      calleeNumDisplay: '0',
      callDirection: 0,
    },
  ],
  [
    'AXB',
    { a: A, b: B },
    '/rest/caas/relationnumber/partners/v1.0',
    {
      callerNum: A,
      calleeNum: B,
      areaCode: '010',
      areaMatchMode: '0',
      callDirection: 0,
      duration: 7200,
      recordFlag: 'false',
    },
  ],
  [
    'AXE',
    { a: A },
    '/rest/caas/extendnumber/v1.0',
    {
      bindNum: A,
      areaCode: '010',
      areaMatchMode: '0',
      displayNumMode: '0',
      recordFlag: 'false',
      timeUnit: '1',
      bindExpiredTime: 120,
      callbackExpiredTime: 120,
    },
  ],
] as const;

describe('an app whose numbers the platform chooses', () => {
  let mode: ModeStack;
  afterEach(() => mode.stack.close());

  const start = async (name: 'AX' | 'AXB' | 'AXE') => {
    mode = await startModeStack(name, { settings: { allocation: 'platform' } });
  };

  it.each(KINDS)('%s: sends the area and no X, and gets one of that area', async (...kind) => {
    const [name, parties, path, body] = kind;
    await start(name);

    const bound = await mode.bind({ ...parties, areaCode: '010', areaMatch: 'strict', ttlSeconds: 7200 });

    expect([bound.status, bound.body.status]).toEqual([201, 'active']);
    // The first three of the six numbers are in 0755.
    expect(bound.body.x).toMatch(/^\+861700000000[456]$/);
    expect(await mode.sent()).toEqual([{ method: 'POST', path, query: '', body }]);
  });

  it.each(KINDS)('%s: finds the X of a bind whose answer was lost', async (name, parties) => {
    await start(name);
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });

    const bound = await mode.bind({ ...parties, areaCode: '010', areaMatch: 'strict' });
    const again = await mode.bind({ ...parties, areaCode: '010', areaMatch: 'strict' });

    const there = await mode.stack.control.bindings();
    expect(there.map(({ x, subscriptionId }) => [x, subscriptionId])).toEqual([
      [bound.body.x, bound.body.subscriptionId],
    ]);
    expect([bound.status, again.status, again.body.bindingId]).toEqual([201, 200, bound.body.bindingId]);
  });

  it.each([
    ['AX', { a: A }],
    ['AXB', { a: A, b: B }],
    ['AXE', { a: A }],
    ['AXYB', { a: A }],
  ] as const)('%s: finds it although a number of the app cannot be opened', async (name, parties) => {
    const settings = name === 'AXYB' ? {} : { allocation: 'platform' };
    mode = await startModeStack(name, { settings, store: 'memory' });
    await mode.ask('GET', '/numbers');
    let left = 1;
    await spoil(
      mode.stack,
      'NUMBERS_TABLE',
      ({ sk }) => String(sk).startsWith('X#') && left-- > 0,
      withUnknownKey,
    );
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });

    const bound = await mode.bind({ ...parties, areaCode: '010', areaMatch: 'strict' });

    expect([bound.status, (await mode.stack.control.bindings()).map(({ x }) => x)]).toEqual([
      201,
      [bound.body.x],
    ]);
  });

  it('AX: asks by A where the lost one is, and not number by number', async () => {
    await start('AX');
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });

    const bound = await mode.bind({ a: A, areaCode: '010', areaMatch: 'strict' });

    expect([bound.status, bound.body.x]).toEqual([201, '+8617000000004']);
    expect((await mode.sent()).map(({ method, query }) => `${method} ${query}`)).toEqual([
      'POST ',
      'GET origNum=%2B8613800000001',
      'GET origNum=%2B8613800000001',
    ]);
  });

  it.each([
    ['AX', { a: A }],
    ['AXE', { a: A }],
    // A mobile A has a home city, a fixed line has none that the platform would know.
    ['AXB', { a: FIXED_LINE, b: B }],
  ] as const)('%s: wants an area or an X, and asks nobody without either', async (name, parties) => {
    await start(name);

    const refused = await mode.bind(parties);
    const sent = await mode.sent();
    const withX = await mode.bind({ ...parties, x: '+8617000000001' });

    expect([refused.status, refused.body.code]).toEqual([400, 'invalid-request']);
    expect(refused.body.errors).toEqual([
      { path: 'areaCode', message: 'is required, because the platform chooses the number of this app' },
    ]);
    expect(sent).toEqual([]);
    expect([withX.status, withX.body.x]).toEqual([201, '+8617000000001']);
  });

  it('AXB: takes the home city of a mobile A where no area is given', async () => {
    await start('AXB');
    await mode.stack.control.setSettings({ homeAreaCodes: { '+86138': '010' } });

    const bound = await mode.bind({ a: A, b: B, areaMatch: 'strict' });

    expect([bound.status, bound.body.x]).toEqual([201, '+8617000000004']);
    const [{ body } = { body: undefined }] = await mode.sent();
    expect(body).toEqual({
      callerNum: A,
      calleeNum: B,
      areaMatchMode: '0',
      callDirection: 0,
      duration: 7200,
      recordFlag: 'false',
    });
  });
});
