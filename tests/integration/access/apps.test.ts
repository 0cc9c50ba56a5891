import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  A,
  type AccessStack,
  APP_OF,
  B,
  type Bound,
  bindOf,
  OTHER_APP,
  startAccessStack,
  talk,
} from './access-stack.ts';

const ALL = ['bindings', 'read', 'recordings', 'numbers', 'usage', 'operations'];

let access: AccessStack;
let own: Bound;
let foreign: Bound;
let ownCall: string;
let foreignCall: string;
beforeAll(async () => {
  access = await startAccessStack([
    ['limited', ALL, [OTHER_APP]],
    ['two', ALL, [OTHER_APP, APP_OF.AX]],
    ['nobody', ALL, ['app-that-is-not-there']],
  ]);
  foreign = await access.bound('AXB', APP_OF.AXB, { reference: 'shared', record: true });
  own = await access.bound('AXB', OTHER_APP, { reference: 'shared' });
  foreignCall = await talk(access, 'AXB', foreign);
  ownCall = await talk(access, 'AXB', own);
}, 60_000);
afterAll(() => access?.stack.close());

const limited = (method: string, path: string, body?: unknown) => access.as('limited')(method, path, body);
const encoded = (number: string) => encodeURIComponent(number);

type List = { items: { bindingId?: string; callId?: string; app: string }[]; nextCursor: string | null };
const listed = async (path: string, name = 'limited'): Promise<List> =>
  (await access.as(name)('GET', path)).body;

describe('a caller that is limited to an app', () => {
  it.each<[string, string, () => string, unknown?]>([
    ['reads', 'GET', () => `/bindings/${foreign.bindingId}`],
    ['verifies', 'GET', () => `/bindings/${foreign.bindingId}?verify=true`],
    ['changes', 'PATCH', () => `/bindings/${foreign.bindingId}`, { maxCallMinutes: 5 }],
    ['ends', 'DELETE', () => `/bindings/${foreign.bindingId}`],
    ['sets a callee of', 'PUT', () => `/bindings/${foreign.bindingId}/temporary-callee`, { callee: B }],
    ['reads a call of', 'GET', () => `/calls/${foreignCall}`],
    ['links a recording of', 'GET', () => `/calls/${foreignCall}/recording`],
    ['stops a call of', 'POST', () => `/calls/${foreignCall}/stop`, {}],
  ])('%s none of another app: 404, as for one that is not there', async (_case, method, path, body) => {
    const unknown = path().replace(/[a-z]{32}/, 'abcdefghijklmnopabcdefghijklmnop');

    const [there, nowhere] = [await limited(method, path(), body), await limited(method, unknown, body)];

    expect(there.status).toBe(404);
    expect(there.text).toBe(nowhere.text);
    expect((await access.ask('GET', `/bindings/${foreign.bindingId}`)).body).toMatchObject({
      status: 'active',
      version: 1,
    });
  });

  it('reads its own', async () => {
    expect((await limited('GET', `/bindings/${own.bindingId}`)).status).toBe(200);
    expect((await limited('GET', `/calls/${ownCall}`)).status).toBe(200);
  });

  it.each([
    ['bindings of A', () => `/bindings?a=${encoded(A)}`],
    ['bindings of a reference', () => '/bindings?reference=shared'],
    ['calls of a person', () => `/calls?party=${encoded(B)}`],
  ])('finds its own alone among %s, and on pages that are whole', async (_case, path) => {
    const all = await listed(path());
    const first = await listed(`${path()}&limit=1`);
    const everything = await access.ask('GET', path());

    expect(all.items.map(({ app }) => app)).toEqual([OTHER_APP]);
    expect(first).toMatchObject({ items: [{ app: OTHER_APP }] });
    expect((everything.body as List).items.map(({ app }) => app).sort()).toEqual([APP_OF.AXB, OTHER_APP]);
  });

  it.each([
    ['bindings on its X', () => `/bindings?x=${encoded(foreign.x)}`],
    ['calls of its binding', () => `/calls?bindingId=${foreign.bindingId}`],
    ['calls on its X', () => `/calls?x=${encoded(foreign.x)}`],
    ['texts of its binding', () => `/messages?bindingId=${foreign.bindingId}`],
    ['texts on its X', () => `/messages?x=${encoded(foreign.x)}`],
  ])('finds nothing of another app: %s', async (_case, path) => {
    expect(await listed(path())).toEqual({ items: [], nextCursor: null });
    expect((await access.ask('GET', path())).body).not.toMatchObject({ items: [] });
  });

  it('finds its own texts', async () => {
    expect((await listed(`/messages?x=${encoded(own.x)}`)).items.length).toBeGreaterThan(0);
  });

  it('binds in its app without naming it, because no other exists', async () => {
    const { app: _app, ...wish } = bindOf('AXB', '') as { app: string };

    const bound = await limited('POST', '/bindings', { ...wish, reference: 'unnamed' });
    const others = await access.ask('POST', '/bindings', { ...wish, reference: 'unnamed' });

    expect([bound.status, bound.body]).toMatchObject([201, { app: OTHER_APP }]);
    expect(others.status).toBe(400);
  });

  it.each([
    ['names another app', { mode: 'AXB', app: APP_OF.AXB, a: A, b: B }, 'app', 'is not an app of this mode'],
    ['names a mode of other apps', { mode: 'AX', a: A }, 'mode', 'no app of this mode is configured'],
  ])('is refused as for an app that is not there when it %s', async (_case, body, path, message) => {
    const answer = await limited('POST', '/bindings', body);

    expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ path, message }] }]);
  });

  it('ends a reference in its app alone', async () => {
    await access.bound('AXB', APP_OF.AXB, { reference: 'both' });
    const mine = await access.bound('AXB', OTHER_APP, { reference: 'both' });

    const named = await limited('DELETE', `/bindings?reference=both&app=${APP_OF.AXB}`);
    const ended = await limited('DELETE', '/bindings?reference=both');

    expect(named.status).toBe(400);
    expect(ended.body).toMatchObject({ items: [{ bindingId: mine.bindingId, app: OTHER_APP }] });
    expect((ended.body as List).items).toHaveLength(1);
    const left = (await access.ask('GET', '/bindings?reference=both&status=active')).body as List;
    expect(left.items.map(({ app }) => app)).toEqual([APP_OF.AXB]);
  });

  it('sees and changes the numbers of its app alone', async () => {
    const numbers = await listed('/numbers');
    const named = await limited('GET', `/numbers?app=${APP_OF.AXB}`);
    const imported = await limited('PUT', `/numbers?app=${APP_OF.AXB}&dryRun=true`, [{ x: foreign.x }]);
    const unnamed = await limited('PUT', '/numbers?dryRun=true', [{ x: own.x }]);
    const state = { state: 'draining' };
    const changed = await limited('PATCH', `/numbers/${encoded(foreign.x)}`, state);
    const mine = await limited('PATCH', `/numbers/${encoded(own.x)}`, state);

    expect(new Set(numbers.items.map(({ app }) => app))).toEqual(new Set([OTHER_APP]));
    expect([named.status, imported.status, changed.status]).toEqual([400, 400, 404]);
    expect([unnamed.status, mine.status, mine.body]).toMatchObject([200, 200, { app: OTHER_APP }]);
    await access.ask('PATCH', `/numbers/${encoded(own.x)}`, { state: 'available' });
  });

  it('has as many apps as are named, and none when none of them is there', async () => {
    const apps = (await listed('/numbers', 'two')).items.map(({ app }) => app);

    expect(new Set(apps)).toEqual(new Set([OTHER_APP, APP_OF.AX]));
    expect(await listed('/numbers', 'nobody')).toEqual({ items: [], nextCursor: null });
    expect(await listed(`/bindings?a=${encoded(A)}`, 'nobody')).toEqual({ items: [], nextCursor: null });
  });
});
