import { afterEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { withAccessKey } from '../reporting/reporting-stack.ts';

const NUMBERS = poolNumbers(8).map((number) => ({ ...number, areaCode: '0755' }));

let stack: Stack;
afterEach(() => stack.close());

type View = Readonly<{
  bindingId: string;
  status: string;
  x: string;
  a: string;
  b?: string;
  extension?: string;
  reference?: string;
  expiresAt: string | null;
  replaces?: string;
  replacedBy?: string;
  temporaryCallee?: { callee: string; expiresAt: string };
}>;

const start = async (mode: string, more: object = {}, options: object = {}) => {
  const app = {
    name: 'rides',
    mode,
    appKey: 'TestAppKeyRides0000000000001',
    appSecret: 'test-app-secret-rides-0001',
    numbers: NUMBERS,
    rebind: true,
    ...more,
  };
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: [app],
    platformApps: [{ ...app, pushUrls: {} }] as never,
    ...options,
  });
};

const ask = async (method: string, path: string, body?: object) => {
  const answer = await stack.request(method, path, body === undefined ? {} : { body });
  return { status: answer.status, body: answer.body as View & { items: View[]; code: string } };
};
const bind = async (body: object) => (await ask('POST', '/bindings', body)).body;
const read = async (bindingId: string) => (await ask('GET', `/bindings/${bindingId}`)).body;
const close = (x: string, body: object = { state: 'unavailable', cause: 'deleted' }) =>
  ask('PATCH', `/numbers/${encodeURIComponent(x)}`, body);
const sweep = () => stack.invoke('binding-sweeper');
const liveOf = async (a: string) =>
  (await ask('GET', `/bindings?a=${encodeURIComponent(a)}&status=active`)).body.items;

const BODIES: readonly (readonly [string, object])[] = [
  ['AXB', { mode: 'AXB', a: person(1), b: person(2), reference: 'order-1', ttlSeconds: 3600 }],
  ['AX', { mode: 'AX', a: person(1), areaCode: '0755', ttlSeconds: 3600 }],
  ['AXE', { mode: 'AXE', a: person(1), areaCode: '0755', ttlSeconds: 3600 }],
  ['AXYB', { mode: 'AXYB', a: person(1), b: person(2), areaCode: '0755', ttlSeconds: 3600 }],
  ['X', { mode: 'X', a: person(1), b: person(2), x: xNumber(1), ttlSeconds: 3600 }],
];

describe.each(BODIES)('a binding of %s on a lost number', (mode, body) => {
  it('moves to another X, with the rest of its life, and each tells of the other', async () => {
    await start(mode, {}, { changes: true });
    const old = await bind(body);
    await stack.advance(600);
    await close(old.x);
    await stack.followChanges();
    await sweep();
    await stack.followChanges();

    const [moved, ...others] = await liveOf(person(1));
    expect(others).toEqual([]);
    expect(moved).toMatchObject({
      status: 'active',
      a: person(1),
      replaces: old.bindingId,
      expiresAt: '2026-03-01T09:00:00.000Z',
      ...(old.reference === undefined ? {} : { reference: old.reference }),
      ...(old.b === undefined ? {} : { b: old.b }),
    });
    expect(moved?.x).not.toBe(old.x);
    expect(await read(old.bindingId)).toMatchObject({
      status: 'released',
      x: old.x,
      replacedBy: moved?.bindingId,
    });
    expect((await stack.control.bindings()).map(({ x }) => x)).toEqual(mode === 'X' ? [] : [moved?.x]);
    // A run that finds nothing to do changes nothing.
    await stack.advance(400);
    await sweep();
    await stack.followChanges();
    const told = [...stack.events()].reverse();
    const one = { page: 1, last: true, liveBindings: 1 };
    expect(told.map(({ type, bindingId, data }) => [type, bindingId, data])).toMatchObject([
      ['binding.active', old.bindingId, { replaces: null }],
      ['number.lost', null, { ...one, bindingIds: [old.bindingId] }],
      ['binding.active', moved?.bindingId, { replaces: old.bindingId }],
      [
        'binding.released',
        old.bindingId,
        { endReason: 'moved', endedBy: null, replacedBy: moved?.bindingId },
      ],
    ]);
    expect((await liveOf(person(1))).map(({ bindingId }) => bindingId)).toEqual([moved?.bindingId]);
  });

  it('stays where the app does not say rebind, and where the number is only suspended or draining', async () => {
    await start(mode, { rebind: false });
    const old = await bind(body);
    await close(old.x);
    await sweep();
    expect((await read(old.bindingId)).status).toBe('active');
    await stack.close();

    await start(mode);
    const kept = await bind(body);
    await close(kept.x, { state: 'suspended' });
    await sweep();
    await close(kept.x, { state: 'draining' });
    await sweep();
    expect(await liveOf(person(1))).toMatchObject([{ bindingId: kept.bindingId, x: kept.x }]);
  });

  it('ends whole when it is ended by the id that its caller knows', async () => {
    await start(mode);
    const old = await bind(body);
    await close(old.x);
    await sweep();
    const [moved] = await liveOf(person(1));

    const ended = await ask('DELETE', `/bindings/${old.bindingId}`);

    expect([ended.status, ended.body.status]).toEqual([200, 'released']);
    expect((await read(moved?.bindingId ?? '')).status).toBe('released');
    expect(await liveOf(person(1))).toEqual([]);
  });
});

describe('bindings of lost numbers', () => {
  const items = async (prefix: string) =>
    (await stack.items('NUMBERS_TABLE')).filter(({ pk }) => String(pk).startsWith(prefix));

  it.each([
    ['deleted', { state: 'unavailable', cause: 'deleted' }],
    ['suspended', { state: 'suspended' }],
  ])('are named by events of a hundred, each binding once, without a number: %s', async (_name, change) => {
    await start('AXE', { rebind: false, numbers: NUMBERS.slice(0, 1) }, { changes: true });
    const ids: string[] = [];
    for (let index = 1; index <= 101; index += 1)
      ids.push((await bind({ mode: 'AXE', a: person(index), x: xNumber(1) })).bindingId);
    await close(xNumber(1), change);
    await sweep();
    await stack.followChanges();
    await stack.advance(3700);
    await sweep();
    await stack.followChanges();

    const lost = stack.events().filter(({ type }) => type === 'number.lost');
    const [first, second] = [...lost].reverse().map(({ data }) => data as { bindingIds: string[] });
    expect(lost).toHaveLength(2);
    expect(first).toMatchObject({ ...change, page: 1, last: false, liveBindings: 101 });
    expect(second).toMatchObject({ ...change, page: 2, last: true, liveBindings: 101 });
    expect([...(first?.bindingIds ?? []), ...(second?.bindingIds ?? [])].sort()).toEqual(ids.sort());
    expect(new Set(lost.map(({ id }) => id)).size).toBe(2);
    expect(JSON.stringify([...lost, ...(await items('LOST'))])).not.toMatch(/\+86|138000/);
  });

  it('are looked after until it is back, and again when it is lost again', async () => {
    await start('AXB', { rebind: false });
    const old = await bind({ mode: 'AXB', a: person(1), b: person(2) });
    await close(old.x);
    await sweep();
    const lost = await items('LOST');
    await close(old.x, { state: 'available' });
    await stack.advance(3601);
    await sweep();
    const back = await items('LOST');
    await close(old.x);

    expect(lost).toMatchObject([{ app: 'rides', state: 'unavailable', since: '2026-03-01T08:00:00.000Z' }]);
    expect(back).toEqual([]);
    expect(await items('LOST')).toMatchObject([{ since: '2026-03-01T09:00:01.000Z' }]);
  });

  it('stay, and move later, while no other number is free', async () => {
    await start('AXB', { numbers: NUMBERS.slice(0, 2) });
    const old = await bind({ mode: 'AXB', a: person(1), b: person(2), x: xNumber(1) });
    const inTheWay = await bind({ mode: 'AXB', a: person(1), b: person(3), x: xNumber(2) });
    await close(xNumber(1));
    await sweep();
    const before = await read(old.bindingId);
    await ask('DELETE', `/bindings/${inTheWay.bindingId}`);
    await stack.advance(301);
    await sweep();

    expect(before).toMatchObject({ status: 'active', x: xNumber(1) });
    expect(stack.logs.some((line) => line.includes('"binding-not-moved"'))).toBe(true);
    expect(await liveOf(person(1))).toMatchObject([{ x: xNumber(2), replaces: old.bindingId }]);
  });

  it('that find no other number keep nobody behind them', async () => {
    await start('AXB', { numbers: NUMBERS.slice(0, 3) });
    for (let hot = 0; hot < 16; hot += 1)
      for (const x of [1, 2, 3])
        await bind({ mode: 'AXB', a: person(100 + 3 * hot + x), b: person(10 + hot), x: xNumber(x) });
    const free = await bind({ mode: 'AXB', a: person(1), b: person(2), x: xNumber(1), ttlSeconds: 86_400 });
    await close(xNumber(1));
    await sweep();
    await stack.advance(60);
    await sweep();

    expect(await liveOf(person(1))).toMatchObject([{ replaces: free.bindingId }]);
  });

  it('stay in AX while A has as many X as there can be', async () => {
    await start('AX');
    const bound: View[] = [];
    for (let index = 0; index < 5; index += 1)
      bound.push(await bind({ mode: 'AX', a: person(1), areaCode: '0755', reference: `order-${index}` }));
    await close(bound[0]?.x ?? '');
    await sweep();

    expect((await liveOf(person(1))).map(({ bindingId }) => bindingId).sort()).toEqual(
      bound.map(({ bindingId }) => bindingId).sort(),
    );
  });

  it('take the temporary callee along', async () => {
    await start('AX');
    const old = await bind({ mode: 'AX', a: person(1), areaCode: '0755' });
    await ask('PUT', `/bindings/${old.bindingId}/temporary-callee`, { callee: person(9), ttlSeconds: 1800 });
    await stack.advance(600);
    await close(old.x);
    await sweep();

    expect(await liveOf(person(1))).toMatchObject([
      {
        replaces: old.bindingId,
        temporaryCallee: { callee: person(9), expiresAt: '2026-03-01T08:30:00.000Z' },
      },
    ]);
  });

  it('that end within two minutes stay', async () => {
    await start('AXB');
    const old = await bind({ mode: 'AXB', a: person(1), b: person(2), ttlSeconds: 119 });
    await close(old.x);
    await sweep();

    expect(await liveOf(person(1))).toMatchObject([{ bindingId: old.bindingId }]);
  });

  it('follow each other when the next number is lost too, and the first id ends the last one', async () => {
    await start('AXB');
    const old = await bind({ mode: 'AXB', a: person(1), b: person(2) });
    for (let losses = 0; losses < 3; losses += 1) {
      await close((await liveOf(person(1)))[0]?.x ?? '');
      await sweep();
    }
    expect(await liveOf(person(1))).toHaveLength(1);

    await ask('DELETE', `/bindings/${old.bindingId}`);

    expect(await liveOf(person(1))).toEqual([]);
    expect(await stack.control.bindings()).toEqual([]);
  });

  it('of a number that is retired with them move, and then nobody looks after it any more', async () => {
    await start('AXB');
    const old = await bind({ mode: 'AXB', a: person(1), b: person(2) });
    await close(old.x, { state: 'retired' });
    await sweep();

    expect(await liveOf(person(1))).toMatchObject([{ replaces: old.bindingId }]);
    expect(await items('LOST')).toEqual([]);
  });

  it('that an import has retired are found a quarter of an hour later', async () => {
    await start('AXB');
    const old = await bind({ mode: 'AXB', a: person(1), b: person(2) });
    const others = NUMBERS.filter(({ x }) => x !== old.x);
    expect((await ask('PUT', '/numbers?force=true', others)).status).toBe(200);
    await sweep();
    const before = await liveOf(person(1));
    await stack.invoke('measure-state');
    await sweep();

    expect(before).toMatchObject([{ bindingId: old.bindingId }]);
    expect(await liveOf(person(1))).toMatchObject([{ replaces: old.bindingId }]);
  });

  it('pass over numbers that the platform does not have, which two of them may find out at once', async () => {
    const app = {
      name: 'rides',
      mode: 'AXB',
      appKey: 'TestAppKeyRides0000000000001',
      appSecret: 'test-app-secret-rides-0001',
    };
    const has = [xNumber(1), xNumber(8)];
    await start(
      'AXB',
      {},
      {
        platformApps: [{ ...app, numbers: NUMBERS.filter(({ x }) => has.includes(x)), pushUrls: {} }],
        random: () => 0,
      },
    );
    for (let index = 1; index <= 8; index += 2)
      await bind({ mode: 'AXB', a: person(index), b: person(index + 1), x: xNumber(1) });
    await close(xNumber(1));
    await sweep();

    for (let index = 1; index <= 8; index += 2)
      expect(await liveOf(person(index))).toMatchObject([{ x: xNumber(8) }]);
  });

  it('of blocked people stay until the block is lifted, fail at nothing, and keep nobody else', async () => {
    await start('AXB');
    const olds: View[] = [];
    for (let index = 1; index <= 34; index += 2)
      olds.push(await bind({ mode: 'AXB', a: person(index), b: person(index + 1), x: xNumber(1) }));
    const blocked = olds.slice(0, 14);
    const blocks: string[] = [];
    // A of one, B of the next.
    for (const [at, { a, b }] of blocked.entries()) {
      const made = await ask('POST', '/blocks', { party: at % 2 === 0 ? a : b, app: 'rides' });
      blocks.push(String(Reflect.get(made.body, 'blockId')));
    }
    await close(xNumber(1));
    await sweep();
    const replaced = async () =>
      (await Promise.all(olds.map(({ bindingId }) => read(bindingId)))).map(isMoved);
    const first = await replaced();
    for (const blockId of blocks) await ask('DELETE', `/blocks/${blockId}`);
    await stack.advance(301);
    await sweep();

    expect(first).toEqual([...Array(14).fill(false), true, true, true]);
    expect(await replaced()).toEqual(Array(17).fill(true));
    expect(stack.logs.filter((line) => line.includes('"binding-not-moved"'))).toEqual([]);
  });

  it('move though A is not reported any more, and although A and B have had their binds of this hour', async () => {
    await start('AXB', { reporting: 'enforce', bindsPerPersonPerHour: 1 }, { configuration: withAccessKey });
    await stack.control.reports.decide({ number: person(1), outcome: 'reported' });
    const old = await bind({ mode: 'AXB', a: person(1), b: person(2) });
    await stack.control.reports.decide({ number: person(1), outcome: 'failed' });
    await stack.invoke('report-numbers');
    const another = await ask('POST', '/bindings', { mode: 'AXB', a: person(1), b: person(3) });
    await close(old.x);
    await sweep();

    expect([another.status, another.body.code]).toEqual([422, 'not-reported']);
    expect(await liveOf(person(1))).toMatchObject([{ replaces: old.bindingId }]);
  });
});

const isMoved = ({ replacedBy }: View): boolean => replacedBy !== undefined;
