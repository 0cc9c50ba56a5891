import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryOut, documentsAround, type StoreCall } from '../../fakes/documents-around.ts';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { startMemoryStore } from '../../harness/store-engine.ts';

// A move was cut short between the two, and the old one is changed while a caller ends the new one.

let stack: Stack;
/** Done just before each write of a binding. */
let meanwhile: ((bindingId: string) => Promise<void>) | undefined;
let isAway = false;

const MODES = ['AXB', 'AX', 'AXE', 'AXYB', 'X'] as const;
type Mode = (typeof MODES)[number];
type View = Readonly<{ bindingId: string; status: string; x: string; replaces?: string }>;

const appOf = (mode: Mode, index: number) => ({
  name: mode.toLowerCase(),
  mode,
  appKey: `TestAppKeyMoves000000000000${index}`,
  appSecret: `test-app-secret-moves-000${index}`,
  numbers: poolNumbers(30)
    .slice(6 * index, 6 * index + 6)
    .map((number) => ({ ...number, areaCode: '0755' })),
  rebind: true,
});

const bodyOf = (mode: Mode, a = person(1), nth = 1) => ({
  app: mode.toLowerCase(),
  mode,
  a,
  ttlSeconds: 86_400,
  ...(mode === 'AXB' || mode === 'AXYB' || mode === 'X' ? { b: person(2) } : {}),
  ...(mode === 'X' ? { x: xNumber(nth + 6 * MODES.indexOf(mode)) } : { areaCode: '0755' }),
});

const writtenBinding = ({ name, input }: StoreCall): string | undefined =>
  name === 'put' && input.purpose === 'storing the binding' ? String(input.item['pk']).slice(2) : undefined;

beforeAll(async () => {
  const store = await startMemoryStore();
  const documents = documentsAround(async (call) => {
    const bindingId = writtenBinding(call);
    if (bindingId !== undefined) await meanwhile?.(bindingId);
    if (isAway) throw new Error('the process is gone');
    return carryOut(store.documents, call);
  });
  const apps = MODES.map(appOf);
  stack = await startStack({
    store: { ...store, documents },
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps,
    platformApps: apps.map((app) => ({ ...app, pushUrls: {} })) as never,
  });
});
beforeEach(() => {
  meanwhile = undefined;
});
afterAll(() => stack.close());

const ask = async (method: string, path: string, body?: object) => {
  const answer = await stack.request(method, path, body === undefined ? {} : { body });
  return { status: answer.status, body: answer.body as View & { items: readonly View[] } };
};

const beforeTheNextWriteOf = (bindingId: string, work: () => Promise<unknown>): void => {
  meanwhile = async (written) => {
    if (written !== bindingId) return;
    meanwhile = undefined;
    await work();
  };
};

/** Binds, has the number lost, and lets the process that moves the binding end before its first write of the old one. */
const halfMoved = async (mode: Mode, body = bodyOf(mode)) => {
  const old = (await ask('POST', '/bindings', body)).body;
  const number = `/numbers/${encodeURIComponent(old.x)}?app=${mode.toLowerCase()}`;
  await ask('PATCH', number, { state: 'unavailable', cause: 'deleted' });
  beforeTheNextWriteOf(old.bindingId, async () => {
    isAway = true;
  });
  await stack.invoke('binding-sweeper').catch(() => undefined);
  isAway = false;
  const { items } = (await ask('GET', `/bindings?app=${mode.toLowerCase()}`)).body;
  const made = items.find(({ replaces }) => replaces === old.bindingId);
  return { old: old.bindingId, made: made?.bindingId ?? 'none' };
};

const endWhileChanged = async (mode: Mode, change: object) => {
  const { old, made } = await halfMoved(mode);
  await stack.advance(61);
  const statuses: number[] = [];
  beforeTheNextWriteOf(old, async () => {
    statuses.push((await ask('PATCH', `/bindings/${old}`, change)).status);
  });
  statuses.push((await ask('DELETE', `/bindings/${made}`)).status);
  const left = await Promise.all([old, made].map((id) => ask('GET', `/bindings/${id}`)));
  return { statuses, old: left[0]?.body, made: left[1]?.body.status };
};

describe('the end of the new one of a move that was cut short', () => {
  it.each<[Mode, object]>([
    ['AXB', { b: person(7) }],
    ['AX', { a: person(7) }],
    ['AXYB', { b: person(7) }],
    ['X', { b: person(7) }],
  ])('leaves the old one to those whom a change gives it at that moment (%s)', async (mode, others) => {
    expect(await endWhileChanged(mode, others)).toMatchObject({
      statuses: [200, 200],
      old: { status: 'active', ...others },
      made: 'released',
    });
  });

  it('ends the old one as well where a change at that moment leaves it to the same people', async () => {
    expect(await endWhileChanged('AXE', { ttlSeconds: 80_040 })).toMatchObject({
      statuses: [200, 200],
      old: { status: 'released' },
      made: 'released',
    });
  });
});

describe('the end of the old one of a move that was cut short', () => {
  it.each(MODES)('ends the new one in the same request (%s)', async (mode) => {
    const { old, made } = await halfMoved(mode, bodyOf(mode, person(3), 3));

    const { status } = await ask('DELETE', `/bindings/${old}`);

    const left = await Promise.all([old, made].map((id) => ask('GET', `/bindings/${id}`)));
    expect([status, left.map(({ body }) => body.status)]).toEqual([200, ['released', 'released']]);
  });
});
