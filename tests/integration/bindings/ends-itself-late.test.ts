import { afterEach, describe, expect, it } from 'vitest';
import { person, xNumber } from '../../harness/fixtures.ts';
import { APP_KEY, type ModeStack, startModeStack } from '../modes/mode-stack.ts';
import { consoleOf } from '../reconcile/console.ts';

const [A, B, C] = [person(1), person(2), person(3)];
const X = xNumber(1);

let mode: ModeStack;
afterEach(() => mode.stack.close());

const start = async (which: 'AXB' | 'AXE', allocation: 'pool' | 'platform') => {
  mode = await startModeStack(which, { numbers: 3, store: 'memory', settings: { allocation } });
};

/** Binds for a minute; the platform applies that so many seconds later, after the reservations have ended. */
const bindLate = async (order: object, delaySeconds: number) => {
  await mode.stack.control.faults.add({ on: 'bind', kind: 'late', times: 2, delaySeconds });
  const { status } = await mode.bind({ ...order, x: X, ttlSeconds: 60, reference: 'late' });
  await mode.stack.advance(delaySeconds + 1);
  return status;
};

const sweepEvery = async (seconds: number, times: number) => {
  for (let time = 0; time < times; time += 1) {
    await mode.stack.advance(seconds);
    await mode.stack.invoke('binding-sweeper');
  }
};

describe('a bind that the platform applies after its reservations have ended', () => {
  it.each([
    ['AXB', { a: A, b: B }],
    ['AXE', { a: A }],
  ] as const)('in mode %s is not taken for that of another order', async (which, pair) => {
    await start(which, 'platform');
    const first = await bindLate(pair, 200);
    await mode.stack.control.faults.clear();
    await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-before', times: 2 });

    const next = await mode.bind({ ...pair, areaCode: '0755', ttlSeconds: 7200, reference: 'other' });

    expect([first, next.status, next.body.code]).toEqual([503, 503, 'platform-unavailable']);
  });

  it('is found by the sweeper as what it is', async () => {
    await start('AXB', 'pool');
    await bindLate({ a: A, b: B }, 170);
    const there = await mode.stack.control.bindings();

    await sweepEvery(20, 30);

    const { body } = await mode.ask('GET', '/bindings?reference=late');
    expect(there).toHaveLength(1);
    expect(body).toMatchObject({
      items: [{ status: 'expired', subscriptionId: there[0]?.subscriptionId }],
    });
  });
});

describe('a binding that may hold another X as well', () => {
  it('leaves no reservation at its end, although the one who found it there died', async () => {
    await start('AXB', 'platform');
    const { control, store } = mode.stack;
    const order = { a: A, b: B, areaCode: '0755', ttlSeconds: 3600 };
    await control.faults.add({ on: 'bind', kind: 'drop-after', times: 1 });
    await control.faults.add({ on: 'query', kind: 'drop-before', times: 9 });
    const first = await mode.bind(order);
    await control.faults.clear();
    await mode.stack.advance(61);
    // The sweeper finds it, takes the ends off its reservations and dies.
    let hasMoved = false;
    store.judge = ({ input: { purpose } }) => {
      hasMoved ||= purpose === 'moving the end of the reservation';
      return hasMoved && purpose === 'storing the binding' ? 'before' : 'ok';
    };
    await mode.stack.invoke('binding-sweeper');
    store.judge = () => 'ok';
    const [there] = await control.bindings();
    const platform = consoleOf(mode.stack, { appKey: APP_KEY, appSecret: 'test-app-secret-mode-0001' });
    await platform.unbind(String(there?.subscriptionId));
    // A has the first X for somebody else, so the platform chooses another one.
    await platform.bind(String(there?.x), A, C);
    await mode.stack.advance(420);

    const again = await mode.bind(order);
    await sweepEvery(3700, 2);

    expect([first.status, hasMoved, there?.x]).toEqual([503, true, X]);
    expect([again.status, again.body.x]).toEqual([201, xNumber(2)]);
    expect(await mode.read(again.body.bindingId)).toMatchObject({ status: 'expired' });
    const held = (await mode.stack.items('BINDINGS_TABLE')).filter(
      ({ pk, releasedAt, endsAt }) =>
        String(pk).startsWith('P#') && releasedAt === undefined && endsAt === undefined,
    );
    expect(held).toEqual([]);
  });
});
