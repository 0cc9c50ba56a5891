import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, RIDES, simulatorApp } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Body = { bindingId: string; x: string; status: string; code: string };

const START = new Date('2026-03-01T08:00:00.000Z');

/** A stack whose app has so few numbers that a closed one is missed. */
const startWith = (count: number, defaults: object): Promise<Stack> => {
  const numbers = poolNumbers(count);
  return startStack({
    store: 'memory',
    startAt: START,
    apps: [{ ...RIDES, numbers, defaults }],
    platformApps: [simulatorApp(RIDES, numbers)],
  });
};

const binder =
  (stack: Stack) =>
  async (a: number, b: number, more: object = {}) => {
    const body = { mode: 'AXB', a: person(a), b: person(b), ...more };
    const answer = await stack.request('POST', '/bindings', { body });
    return { status: answer.status, body: answer.body as Body };
  };

const unbind = (stack: Stack, { body }: { body: Body }) =>
  stack.request('DELETE', `/bindings/${body.bindingId}`);

describe('after the end of a binding', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startWith(1, { coolDownSeconds: 600 });
  });
  afterEach(() => stack.close());

  it('its number is closed to both people until the cool-down ends, when the other one is somebody else', async () => {
    const bind = binder(stack);
    await unbind(stack, await bind(1, 2));
    const during = [await bind(1, 3), await bind(4, 2), await bind(3, 1)];
    const strangers = await bind(5, 6);
    await stack.advance(599);
    const before = await bind(1, 3);
    await stack.advance(1);

    const after = await bind(1, 3);

    expect(during.map(({ status, body }) => [status, body.code])).toEqual(
      Array(3).fill([503, 'pool-exhausted']),
    );
    expect(strangers.status).toBe(201);
    expect(before.status).toBe(503);
    expect(after.status).toBe(201);
  });

  it('its number is open to the very pair that left, by choice and by name', async () => {
    const bind = binder(stack);
    const first = await bind(21, 22);
    await unbind(stack, first);
    const again = await bind(21, 22);
    await unbind(stack, again);
    const named = await bind(21, 22, { x: first.body.x });
    await unbind(stack, named);

    const other = await bind(21, 23, { x: first.body.x });

    expect([first, again, named].map(({ status }) => status)).toEqual([201, 201, 201]);
    expect([other.status, other.body.code]).toEqual([409, 'number-taken']);
  });

  it('its number is closed after an expiry as well', async () => {
    const bind = binder(stack);
    await bind(7, 8, { ttlSeconds: 60 });
    await stack.advance(121);
    await stack.invoke('binding-sweeper');
    const during = await bind(7, 9);
    await stack.advance(600);

    const after = await bind(7, 9);

    expect([during.status, after.status]).toEqual([503, 201]);
  });

  it('its number is free at once when the platform never had it', async () => {
    const bind = binder(stack);
    await stack.control.faults.add({
      on: 'bind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1010004',
      times: 1,
    });
    const refused = await bind(10, 11);

    const again = await bind(10, 12);

    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(again.status).toBe(201);
  });

  it('and after a change of a party its number is closed to the former one as well', async () => {
    const bind = binder(stack);
    const bound = await bind(50, 51);
    const path = `/bindings/${bound.body.bindingId}`;
    const changed = await stack.request('PATCH', path, { body: { b: person(52) } });
    const during = await bind(53, 51);
    await stack.advance(600);

    const after = await bind(53, 51);

    expect([changed.status, during.status, after.status]).toEqual([200, 503, 201]);
  });

  it('no lock on the pair is left behind', async () => {
    const locks = async () =>
      (await stack.items('BINDINGS_TABLE')).filter(({ pk }) => String(pk).startsWith('K#')).length;
    const before = await locks();
    const bound = await binder(stack)(40, 41);
    const during = await locks();

    await unbind(stack, bound);

    expect([during - before, (await locks()) - before]).toEqual([1, 0]);
  });

  it('the same pair gets a new one, although the process died before the lock was given up', async () => {
    const bind = binder(stack);
    const first = await bind(20, 21);
    stack.store.judge = ({ name }) => (name === 'remove' ? 'before' : 'ok');
    await unbind(stack, first);
    stack.store.judge = () => 'ok';
    await stack.advance(601);

    const second = await bind(20, 21);

    expect(second.status).toBe(201);
    expect(second.body.bindingId).not.toBe(first.body.bindingId);
    expect(second.body.status).toBe('active');
  });
});

describe('a number that the platform refused', () => {
  it('is free for the two again, who got another one', async () => {
    const stack = await startWith(2, {});
    const bind = binder(stack);
    await stack.control.faults.add({
      on: 'bind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1012010',
      times: 1,
    });
    const first = await bind(1, 2);

    const second = await bind(1, 3);

    await stack.close();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.x).not.toBe(first.body.x);
  });
});

describe('a number that takes no new bindings', () => {
  it.each(['draining', 'suspended', 'unavailable', 'retired'])(
    'because it is %s is not chosen',
    async (state) => {
      const stack = await startWith(1, {});
      const bind = binder(stack);
      const first = await bind(1, 2);
      await stack.request('PATCH', `/numbers/${encodeURIComponent(first.body.x)}`, { body: { state } });
      // The pool is remembered for half a minute.
      await stack.advance(31);

      const closed = await bind(3, 4);

      await stack.request('PATCH', `/numbers/${encodeURIComponent(first.body.x)}`, {
        body: { state: 'available' },
      });
      await stack.advance(31);
      const open = await bind(3, 4);
      await stack.close();
      expect([closed.status, closed.body.code]).toEqual([503, 'pool-exhausted']);
      expect(open.status).toBe(201);
    },
  );
});

describe('the number of the same pair the next time', () => {
  it.each([
    ['prefer', true],
    ['avoid', false],
  ] as const)('with sticky %s is the same again: %s', async (sticky, same) => {
    const stack = await startWith(6, { coolDownSeconds: 600, sticky });
    const bind = binder(stack);
    const pairs = [];
    for (let pair = 0; pair < 5; pair += 1) {
      const first = await bind(2 * pair + 1, 2 * pair + 2);
      await unbind(stack, first);
      const inCoolDown = await bind(2 * pair + 1, 2 * pair + 2);
      await unbind(stack, inCoolDown);
      await stack.advance(601);
      const later = await bind(2 * pair + 1, 2 * pair + 2);
      pairs.push([first.body.x === inCoolDown.body.x, first.body.x === later.body.x]);
    }
    await stack.close();

    expect(pairs).toEqual(Array(5).fill([same, same]));
  });
});
