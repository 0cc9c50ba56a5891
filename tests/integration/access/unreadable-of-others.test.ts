import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spoil, withUnknownKey } from '../keys/spoil.ts';
import {
  A,
  type AccessStack,
  APP_OF,
  B,
  type Bound,
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
  access = await startAccessStack([['limited', ALL, [OTHER_APP]]]);
  foreign = await access.bound('AXB', APP_OF.AXB, { reference: 'shared', record: true });
  own = await access.bound('AXB', OTHER_APP, { reference: 'shared' });
  foreignCall = await talk(access, 'AXB', foreign);
  ownCall = await talk(access, 'AXB', own);
  for (const table of ['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE'] as const)
    await spoil(
      access.stack,
      table,
      ({ app, sealed }) => app === APP_OF.AXB && sealed !== undefined,
      withUnknownKey,
    );
}, 60_000);
afterAll(() => access?.stack.close());

const encoded = (number: string) => encodeURIComponent(number);
const limited = (method: string, path: string, body?: unknown) => access.as('limited')(method, path, body);

describe('items of another app that cannot be opened', () => {
  it.each<[string, string, () => string, unknown?]>([
    ['read', 'GET', () => `/bindings/${foreign.bindingId}`],
    ['verified', 'GET', () => `/bindings/${foreign.bindingId}?verify=true`],
    ['changed', 'PATCH', () => `/bindings/${foreign.bindingId}`, { maxCallMinutes: 5 }],
    ['given a callee', 'PUT', () => `/bindings/${foreign.bindingId}/temporary-callee`, { callee: B }],
    ['ended', 'DELETE', () => `/bindings/${foreign.bindingId}`],
    ['read as a call', 'GET', () => `/calls/${foreignCall}`],
    ['asked for a recording', 'GET', () => `/calls/${foreignCall}/recording`],
    ['stopped as a call', 'POST', () => `/calls/${foreignCall}/stop`, {}],
  ])(
    'are not there for a caller that is limited to apps when they are to be %s',
    async (_case, method, path, body) => {
      const unknown = path().replace(/[a-z]{32}/, 'abcdefghijklmnopabcdefghijklmnop');

      const [there, nowhere] = [await limited(method, path(), body), await limited(method, unknown, body)];
      const ofAll = await access.ask(method, path(), body);

      expect([there.status, there.text]).toEqual([404, nowhere.text]);
      expect(ofAll.status).toBe(500);
    },
  );

  it.each<[string, () => string, () => object]>([
    ['bindings of A', () => `/bindings?a=${encoded(A)}`, () => ({ bindingId: own.bindingId })],
    ['bindings of B', () => `/bindings?b=${encoded(B)}`, () => ({ bindingId: own.bindingId })],
    ['bindings of a reference', () => '/bindings?reference=shared', () => ({ bindingId: own.bindingId })],
    ['calls of a person', () => `/calls?party=${encoded(B)}`, () => ({ callId: ownCall })],
  ])('are not named by the list of %s', async (_case, path, one) => {
    const answer = await limited('GET', path());
    const ofAll = await access.ask('GET', path());

    expect(answer.body).toMatchObject({ items: [one()] });
    expect(Object.keys(answer.body as object)).toEqual(['items', 'nextCursor']);
    expect(ofAll.body).toMatchObject({ unreadable: [expect.any(String)] });
  });

  it.each<[string, () => string]>([
    ['bindings on their X', () => `/bindings?x=${encoded(foreign.x)}`],
    ['calls on their X', () => `/calls?x=${encoded(foreign.x)}`],
    ['calls of their binding', () => `/calls?bindingId=${foreign.bindingId}`],
    ['texts on their X', () => `/messages?x=${encoded(foreign.x)}`],
    ['texts of their binding', () => `/messages?bindingId=${foreign.bindingId}`],
  ])('leave the list of %s empty', async (_case, path) => {
    expect((await limited('GET', path())).body).toEqual({ items: [], nextCursor: null });
    expect((await access.ask('GET', path())).body).toMatchObject({ unreadable: [expect.any(String)] });
  });

  it('do not stop the end of a reference in the apps of the caller, nor in an app that is named', async () => {
    const ended = await limited('DELETE', '/bindings?reference=shared');
    const named = await access.ask('DELETE', `/bindings?reference=shared&app=${OTHER_APP}`);
    const all = await access.ask('DELETE', '/bindings?reference=shared');

    expect([ended.status, ended.body]).toMatchObject([200, { items: [{ bindingId: own.bindingId }] }]);
    expect([named.status, named.body]).toEqual([200, { items: [] }]);
    expect([all.status, all.body]).toMatchObject([500, { code: 'item-unreadable' }]);
  });

  it('do not stop the change of a number that was theirs, and count as in use there', async () => {
    const path = `/numbers/${encoded(foreign.x)}`;
    const numbers = (await access.ask('GET', `/numbers?app=${OTHER_APP}`)).body as { items: { x: string }[] };
    const listed = [...numbers.items.map(({ x }) => ({ x })), { x: foreign.x }];
    const theirs = (await access.ask('GET', `/numbers?app=${APP_OF.AXB}`)).body as { items: { x: string }[] };
    const inUse = theirs.items.map(({ x }) => x).find((x) => x !== foreign.x);
    await access.ask('PATCH', `${path}?app=${APP_OF.AXB}`, { state: 'retired' });
    const moved = await limited('PUT', '/numbers', listed);
    await spoil(access.stack, 'NUMBERS_TABLE', ({ pk }) => pk === `APP#${APP_OF.AXB}`, withUnknownKey);

    const changed = await limited('PATCH', path, { state: 'retired' });
    const takenUp = await limited('PATCH', path, { state: 'available' });
    const imported = await limited('PUT', '/numbers?dryRun=true', listed);
    const asPerson = await limited('POST', '/bindings', { mode: 'AXB', a: A, b: inUse });

    expect([moved.status, moved.body]).toMatchObject([200, { added: 1 }]);
    expect([changed.status, changed.body]).toMatchObject([200, { app: OTHER_APP, state: 'retired' }]);
    expect([takenUp.status, takenUp.body]).toMatchObject([409, { code: 'number-of-another-app' }]);
    expect([imported.status, imported.body]).toMatchObject([
      409,
      { errors: [{ message: 'belongs to another app' }] },
    ]);
    expect(imported.text).not.toContain(APP_OF.AXB);
    expect([asPerson.status, asPerson.body]).toMatchObject([
      400,
      { errors: [{ path: 'b', message: 'must not be a private number' }] },
    ]);
  });
});
