import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { withStack } from '../../bench/table/wire-costs.ts';
import { type Budget, expectWithin } from '../../harness/budget.ts';
import { person, xNumber } from '../../harness/fixtures.ts';

type Metered = Parameters<Parameters<typeof withStack<void>>[2]>[0];

const NAMES_B: readonly Mode[] = ['AXB', 'AXYB', 'X'];

/** A bind of the mode for one person; in X mode and where a test says so on a number that is named. */
const bodyOf = (mode: Mode, index: number, more: object = {}) => ({
  mode,
  a: person(index),
  ...(NAMES_B.includes(mode) ? { b: person(100 + index) } : {}),
  ...(mode === 'X' ? { x: xNumber(index) } : {}),
  ttlSeconds: 3600,
  ...more,
});

const bound = async ({ send }: Metered, body: object): Promise<string> => {
  const { body: made } = await send(201, 'POST', '/bindings', body);
  const { bindingId }: { bindingId?: string } = Object(made);
  return String(bindingId);
};

/** A bind with an idempotency key; answered as the first time when it is repeated. */
const keyed =
  ({ stack }: Metered, body: object) =>
  async () => {
    const answer = await stack.request('POST', '/bindings', {
      body,
      headers: { 'idempotency-key': 'order-1' },
    });
    if (answer.status !== 201) throw new Error(`answered ${answer.status}: ${answer.text}`);
  };

/** Everything that a usual order says. */
const ORDER = {
  reference: 'order-20260301-8f3a2c',
  userData: 'tripId=8f3a2c71;city=0755;kind=1',
  record: true,
  recordTone: 'recording-notice.wav',
};

describe('a bind stays within its budget', () => {
  it.each<[Mode, Budget]>([
    ['AX', [9, 4, 15, 1]],
    ['AXB', [9, 4, 16, 1]],
    ['AXE', [11, 6, 15, 1]],
    ['AXYB', [11, 8, 19, 2]],
    ['X', [9, 4, 16, 0]],
  ])('with a reference and all that an order says, in %s', async (mode, budget) => {
    await withStack(mode, 20, async (metered) => {
      await bound(metered, bodyOf(mode, 1));

      expectWithin(await metered.store.cost(() => bound(metered, bodyOf(mode, 2, ORDER))), budget);
    });
  });

  it('with an idempotency key, and when that is repeated', async () => {
    await withStack('AXB', 20, async (metered) => {
      await bound(metered, bodyOf('AXB', 1));
      const bind = keyed(metered, bodyOf('AXB', 2, ORDER));

      expectWithin(await metered.store.cost(bind), [10, 5, 17, 1]);
      expectWithin(await metered.store.cost(bind), [5, 2, 1, 0]);
    });
  });

  it('that finds the binding of its pair', async () => {
    await withStack('AXB', 20, async (metered) => {
      await bound(metered, bodyOf('AXB', 1));

      expectWithin(
        await metered.store.cost(() => metered.send(200, 'POST', '/bindings', bodyOf('AXB', 1))),
        [6, 3, 1, 0],
      );
    });
  });

  it('that names its private number', async () => {
    await withStack('AXB', 20, async (metered) => {
      await bound(metered, bodyOf('AXB', 1));

      expectWithin(
        await metered.store.cost(() => bound(metered, bodyOf('AXB', 2, { x: xNumber(9) }))),
        [8, 4, 14, 1],
      );
    });
  });
});

describe('a change stays within its budget', () => {
  it.each<[Mode, string, object, Budget]>([
    ['AXB', 'a', { a: person(50) }, [14, 6, 14, 1]],
    ['AXB', 'b', { b: person(51) }, [13, 6, 13, 1]],
    // One that gives more looks for blocks, after the binding is read. Its reservations and its entry among what lives on X have another end.
    ['AXB', 'its life time', { ttlSeconds: 7200 }, [7, 5, 10, 1]],
    ['AXB', 'texts', { sms: true }, [5, 4, 6, 1]],
    ['AXB', 'recording', { record: true, recordTone: 'notice.wav' }, [4, 3, 6, 1]],
    ['AX', 'a', { a: person(50) }, [13, 6, 14, 1]],
    ['AX', 'its life time', { ttlSeconds: 7200 }, [5, 4, 6, 1]],
    ['AXE', 'its life time', { ttlSeconds: 7200 }, [7, 5, 10, 1]],
    // The one who is called back is found by the place of B in an index; before he is there, by an item of its own, as B of AXYB.
    ['AXE', 'the call-back', { callback: { number: person(77) } }, [7, 4, 8, 1]],
    ['AXYB', 'b', { b: person(51) }, [13, 8, 13, 3]],
    ['AXYB', 'b to nobody', { b: null }, [10, 7, 10, 2]],
    ['X', 'a', { a: person(50) }, [14, 7, 15, 0]],
    ['X', 'b', { b: person(51) }, [14, 7, 15, 0]],
    ['X', 'its life time', { ttlSeconds: 7200 }, [6, 5, 8, 0]],
    ['X', 'user data', { userData: 'tripId=8f3a2c71' }, [5, 4, 8, 0]],
  ])('in %s, of %s', async (mode, _field, change, budget) => {
    await withStack(mode, 20, async (metered) => {
      const { send, store } = metered;
      const bindingId = await bound(metered, bodyOf(mode, 1));

      expectWithin(await store.cost(() => send(200, 'PATCH', `/bindings/${bindingId}`, change)), budget);
    });
  });

  it('that sets a temporary callee', async () => {
    await withStack('AX', 20, async (metered) => {
      const { send, store } = metered;
      const bindingId = await bound(metered, bodyOf('AX', 1));
      const callee = { callee: person(60), ttlSeconds: 60 };

      expectWithin(
        await store.cost(() => send(200, 'PUT', `/bindings/${bindingId}/temporary-callee`, callee)),
        [7, 4, 8, 1],
      );
    });
  });
});

/** The platform asks about an SMS of A that was sent at that moment. */
const ask = async ({ stack }: Metered, a: string, x: string, sentAt: string): Promise<string> => {
  const pushed = await stack.control.pushRaw({
    appKey: 'TestAppKeyMetered00000000001',
    kind: 'smsControl',
    body: {
      appKey: 'TestAppKeyMetered00000000001',
      smsEvent: {
        smsIdentifier: '7'.repeat(32),
        notificationMode: 'Block',
        calling: a,
        virtualNumber: x,
        event: 'TextSMS',
        timeStamp: sentAt,
      },
    },
  });
  return String(pushed?.attempts.at(-1)?.answerBody);
};

// Whether the sender is blocked is read beside the reservation. Each has a mark that a push came, which a process writes once in a quarter of an hour.
describe('an SMS stays within its budget', () => {
  it('in X mode that was meant for the binding before the one of now: nothing is read twice', async () => {
    await withStack('X', 20, async (metered) => {
      const { stack, store, send } = metered;
      const former = await bound(metered, bodyOf('X', 1));
      await stack.advance(1);
      const sentAt = stack.clock().toISOString();
      await stack.advance(1);
      await send(200, 'DELETE', `/bindings/${former}`);
      await bound(metered, bodyOf('X', 1));
      let answer = '';

      const cost = await store.cost(async () => {
        answer = await ask(metered, person(1), xNumber(1), sentAt);
      });

      expect(answer).toContain('DiscardMessage');
      expectWithin(cost, [9, 7, 6, 0]);
    });
  });

  it.each<[string, Mode, Budget]>([
    ['of A, which names nobody', 'AX', [8, 6, 11, 0]],
    ['that goes to the other side', 'X', [9, 7, 11, 0]],
  ])('%s: the push that asks, and the one that reports', async (_case, mode, budget) => {
    await withStack(mode, 20, async (metered) => {
      const { stack, store, send } = metered;
      const bindingId = await bound(metered, bodyOf(mode, 1, { x: xNumber(1) }));
      if (mode === 'AX')
        await send(200, 'PUT', `/bindings/${bindingId}/temporary-callee`, {
          callee: person(60),
          ttlSeconds: 600,
        });

      expectWithin(
        await store.cost(() =>
          stack.control.sendText({ from: person(1), to: xNumber(1), content: 'See you at noon' }),
        ),
        budget,
      );
    });
  });
});
