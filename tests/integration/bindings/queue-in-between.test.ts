import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { accessDocument, callerWith } from '../../harness/fixtures.ts';
import { changeAccess, changeDocument } from '../keys/change-document.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

// Things that happen between the moment at which a bind begins to wait and the one at which it would be made.

const A = '+8613800000001';
const B = '+8613900000002';
const SHOP = '+8613900000009';

let mode: ModeStack;
afterEach(() => mode.stack.close());

const start = async (name: Mode, settings: object = {}) => {
  mode = await startModeStack(name, {
    store: 'memory',
    changes: true,
    sleep: async () => undefined,
    callers: [callerWith('leaver', 'key-of-leaver')],
    settings: { platformDown: 'queue', queueSeconds: 3600, ...settings },
  });
};
const goDown = (kind: 'throttled' | 'drop-before') =>
  mode.stack.control.faults.add({ on: 'any', kind, times: 10_000 });
const comeBack = () => mode.stack.control.faults.clear();
const sweepFor = async (minutes: number) => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await mode.stack.advance(61);
    await mode.stack.invoke('binding-sweeper');
  }
};
const there = () => mode.stack.control.bindings();
const reasons = () =>
  mode.stack.logs.flatMap((line) =>
    line.includes('"queued-bind-not-made"') ? [String(JSON.parse(line).because)] : [],
  );
const heard = async () => {
  await mode.stack.followChanges();
  return mode.stack.events().map(({ type }) => type);
};

const PEOPLE: readonly (readonly [string, Mode, object, string, object])[] = [
  ['A', 'AX', { a: A }, A, {}],
  ['A', 'AXB', { a: A, b: B }, A, {}],
  ['B', 'AXB', { a: A, b: B }, B, {}],
  ['A', 'AXE', { a: A }, A, {}],
  ['the call-back number', 'AXE', { a: A, callback: { number: SHOP } }, SHOP, {}],
  ['A', 'AXYB', { a: A, b: B }, A, {}],
  ['B', 'AXYB', { a: A, b: B }, B, {}],
  ['A', 'AX', { a: A, areaCode: '0755' }, A, { allocation: 'platform' }],
  ['A', 'AXB', { a: A, b: B, areaCode: '0755' }, A, { allocation: 'platform' }],
  ['A', 'AXE', { a: A, areaCode: '0755' }, A, { allocation: 'platform' }],
];

describe.each(PEOPLE)(
  'a bind that waits whose %s is blocked meanwhile (%s)',
  (_side, name, body, party, settings) => {
    it.each([
      ['throttled', {}],
      ['drop-before', {}],
      ['throttled', { endLive: true }],
      ['drop-before', { endLive: true }],
    ] as const)('is never made, and fails (%s, %j)', async (kind, more) => {
      await start(name, settings);
      await goDown(kind);
      const { status, body: waiting } = await mode.bind(body);
      await mode.stack.advance(61);
      await mode.ask('POST', '/blocks', { party, ...more });
      await comeBack();
      await sweepFor(10);

      expect([status, (await mode.read(waiting.bindingId)).status, await there()]).toEqual([
        202,
        'failed',
        [],
      ]);
      expect(await heard()).toEqual(['binding.failed']);
      // With `endLive` the one who blocks ends it, which needs no line.
      expect(reasons()).toEqual('endLive' in more ? [] : ['party-blocked']);
    });
  },
);

describe('a bind that waits', () => {
  const pair = { a: A, b: B };

  it('is made where the block was lifted before the platform is back', async () => {
    await start('AXB');
    await goDown('throttled');
    const { bindingId } = (await mode.bind(pair)).body;
    const block = await mode.ask('POST', '/blocks', { party: B });
    await mode.ask('DELETE', `/blocks/${String(Reflect.get(block.body, 'blockId'))}`);
    await comeBack();
    await sweepFor(2);

    expect((await mode.read(bindingId)).status).toBe('active');
  });

  it.each(['throttled', 'drop-before'] as const)(
    'fails where the account is in arrears when the platform is back (%s), and is not asked for again',
    async (kind) => {
      await start('AXB');
      await goDown(kind);
      const { bindingId } = (await mode.bind(pair)).body;
      await comeBack();
      await mode.stack.advance(600);
      const arrears = {
        on: 'bind',
        kind: 'result-code',
        httpStatus: 403,
        code: '1010029',
        times: 50,
      } as const;
      await mode.stack.control.faults.add(arrears);
      await sweepFor(2);
      await comeBack();
      await sweepFor(2);

      expect([(await mode.read(bindingId)).status, reasons(), await there()]).toEqual([
        'failed',
        ['account-suspended'],
        [],
      ]);
    },
  );

  it('waits on while its app is not configured, and is over at its time', async () => {
    await start('AXB', { queueSeconds: 900 });
    await goDown('throttled');
    const { bindingId } = (await mode.bind(pair)).body;
    await comeBack();
    await changeDocument(mode.stack, ({ apps: [app] }) => ({ apps: [{ ...app, name: 'other' }] }));
    await sweepFor(2);
    const during = (await mode.read(bindingId)).status;
    await sweepFor(12);

    expect([during, (await mode.read(bindingId)).status, await there()]).toEqual(['pending', 'failed', []]);
  });

  it('is made though its app refuses by now to let any wait', async () => {
    await start('AXB');
    await goDown('throttled');
    const { bindingId } = (await mode.bind(pair)).body;
    await comeBack();
    await changeDocument(mode.stack, ({ apps: [app] }) => ({ apps: [{ ...app, platformDown: 'refuse' }] }));
    await sweepFor(2);

    expect((await mode.read(bindingId)).status).toBe('active');
  });

  it('is made though its people have had their binds of the hour since: it was one of them', async () => {
    await start('AXB', { bindsPerPersonPerHour: 2 });
    await goDown('throttled');
    const { bindingId } = (await mode.bind(pair)).body;
    const second = await mode.bind({ a: A, b: '+8613900000003' });
    const third = await mode.bind({ a: A, b: '+8613900000004' });
    await comeBack();
    await sweepFor(2);

    expect([second.status, third.status]).toEqual([202, 429]);
    expect([(await mode.read(bindingId)).status, (await there()).length]).toEqual(['active', 2]);
  });

  it('is made though the key of its caller was revoked, who asks for nothing more', async () => {
    await start('AXB');
    await goDown('throttled');
    const leaver = { authorization: 'Bearer key-of-leaver' };
    const { body: waiting } = await mode.ask('POST', '/bindings', { mode: 'AXB', ...pair }, leaver);
    await comeBack();
    await changeAccess(mode.stack, JSON.stringify(accessDocument()));
    await sweepFor(2);

    expect(await mode.read(waiting.bindingId)).toMatchObject({ status: 'active', createdBy: 'leaver' });
    expect((await mode.ask('GET', `/bindings/${waiting.bindingId}`, undefined, leaver)).status).toBe(401);
  });
});
