import { afterEach, describe, expect, it } from 'vitest';
import { briefly } from '../../harness/briefly.ts';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const [A, B, NEXT] = [person(1), person(2), person(3)];
let mode: ModeStack;
afterEach(() => mode.stack.close());

const start = async (name: ModeName, settings = {}) => {
  mode = await startModeStack(name, { store: 'memory', sleep: briefly, settings });
};
type ModeName = 'AX' | 'AXB' | 'AXE' | 'AXYB';

const refused = (on: 'query' | 'modify' | 'set-temporary-callee', code: string) =>
  mode.stack.control.faults.add({ on, kind: 'result-code', httpStatus: 403, code, times: 9 });

const PEOPLE = { AX: { a: A }, AXE: { a: A }, AXB: { a: A, b: B }, AXYB: { a: A, b: B } };

const CASES = (['AX', 'AXB', 'AXE', 'AXYB'] as const).flatMap((name) =>
  ['1012001', '1012102', '1011004', '1016001'].map((code) => [name, code] as const),
);

describe('a bind whose answer is lost, and of which the platform refuses to tell', () => {
  it.each(CASES)('is not called refused: %s, %s', async (name, code) => {
    await start(name);
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await refused('query', code);

    const answer = await mode.stack.request('POST', '/bindings', { body: { mode: name, ...PEOPLE[name] } });

    expect([answer.status, answer.body]).toMatchObject([503, { code: 'platform-unavailable' }]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await mode.stack.control.bindings()).toHaveLength(1);
  });
});

describe('a change that the platform refuses as of a binding which it has', () => {
  it.each([
    ['AXB', { b: NEXT }, '1016001'],
    ['AXB', { b: NEXT }, '1012007'],
    ['AX', { a: NEXT }, '1011004'],
    ['AX', { a: NEXT }, '1011001'],
    ['AXE', { userData: 'order 4' }, '1016001'],
  ] as const)('is not carried out later: %s %j, %s', async (name, change, code) => {
    await start(name);
    const { bindingId } = (await mode.bind(PEOPLE[name])).body;
    const before = await mode.stack.control.bindings();
    await refused('modify', code);

    const answer = await mode.ask('PATCH', `/bindings/${bindingId}`, change);
    await mode.stack.control.faults.clear();
    await mode.stack.advance(100);
    await mode.stack.invoke('binding-sweeper');

    expect([answer.status, answer.body.code]).toEqual([502, 'platform-rejected']);
    expect(await mode.stack.control.bindings()).toEqual(before);
    expect((await mode.ask('GET', `/bindings/${bindingId}`)).body).toMatchObject(PEOPLE[name]);
    // The newcomer is free.
    if ('b' in change) expect((await mode.bind({ a: NEXT, b: person(4) })).status).toBe(201);
  });

  it('is still open, and called so, when the platform refuses to tell whether it has the binding', async () => {
    await start('AXB');
    const { bindingId } = (await mode.bind(PEOPLE.AXB)).body;
    await refused('modify', '1016001');
    await refused('query', '1012001');

    const answer = await mode.ask('PATCH', `/bindings/${bindingId}`, { b: NEXT });

    expect([answer.status, answer.body.code]).toEqual([503, 'platform-unavailable']);
  });
});

describe('an unbind whose answer is lost and whose repeat is refused', () => {
  it('is not called refused', async () => {
    await start('AXB');
    const { bindingId } = (await mode.bind(PEOPLE.AXB)).body;
    await mode.stack.control.faults.add({ on: 'unbind', kind: 'drop-after', times: 1 });
    await mode.stack.control.faults.add({
      on: 'unbind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1010002',
      times: 9,
    });

    const first = await mode.ask('DELETE', `/bindings/${bindingId}`);
    await mode.stack.control.faults.clear();
    const second = await mode.ask('DELETE', `/bindings/${bindingId}`);

    expect([first.status, first.body.code]).toEqual([503, 'platform-unavailable']);
    expect([second.status, second.body.status]).toEqual([200, 'released']);
  });
});

describe('a pending binding that DELETE finds at the platform, in arrears', () => {
  it.each(['AX', 'AXB', 'AXE'] as const)('is releasing: %s', async (name) => {
    await start(name);
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await mode.stack.control.faults.add({ on: 'query', kind: 'http-500', times: 9 });
    expect((await mode.bind(PEOPLE[name])).status).toBe(503);
    await mode.stack.control.faults.clear();
    await mode.stack.control.faults.add({
      on: 'unbind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1010029',
      times: 9,
    });
    const { items } = (await mode.stack.request('GET', `/bindings?a=${encodeURIComponent(A)}`)).body as {
      items: { bindingId: string }[];
    };

    const answer = await mode.ask('DELETE', `/bindings/${items[0]?.bindingId}`);

    expect([answer.status, answer.body.status]).toEqual([202, 'releasing']);
  });
});

describe('a temporary callee', () => {
  const start = async () => {
    mode = await startModeStack('AX', { store: 'memory', sleep: briefly });
    const { bindingId, x } = (await mode.bind({ a: A })).body;
    const set = () =>
      mode.ask('PUT', `/bindings/${bindingId}/temporary-callee`, { callee: NEXT, ttlSeconds: 600 });
    return { x, set };
  };

  it.each(['1012001', '1011004', '1016001', '1016002', '1010002'])(
    'whose first attempt had no answer is not called refused when the repeat is: %s',
    async (code) => {
      const { x, set } = await start();
      await mode.stack.control.faults.add({ on: 'set-temporary-callee', kind: 'drop-after', times: 1 });
      await refused('set-temporary-callee', code);

      const answer = await set();

      expect([answer.status, answer.body.code]).toEqual([503, 'platform-unavailable']);
      expect(await mode.dial(A, x)).toBe(NEXT);
    },
  );

  it('is open when the platform refuses to tell whether it has the binding', async () => {
    const { set } = await start();
    await refused('set-temporary-callee', '1016001');
    await refused('query', '1012001');

    const answer = await set();

    expect([answer.status, answer.body.code]).toEqual([503, 'platform-unavailable']);
  });

  it('is refused when the platform shows the binding that it does not know', async () => {
    const { set } = await start();
    await refused('set-temporary-callee', '1016001');

    const answer = await set();

    expect([answer.status, answer.body.code]).toEqual([502, 'platform-rejected']);
  });
});
