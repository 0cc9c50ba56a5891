import { afterEach, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = '+8613800000001';
const B = '+8613900000002';

/** Beyond the last moment at which a request without an answer may be applied. */
const TOO_OLD_SECONDS = 301;

const BODIES = [
  ['AX', {}, { a: A }],
  ['AXB', {}, { a: A, b: B }],
  ['AXE', {}, { a: A }],
  ['AXYB', {}, { a: A }],
  ['AX', { allocation: 'platform' }, { a: A, areaCode: '0755' }],
  ['AXB', { allocation: 'platform' }, { a: A, b: B, areaCode: '0755' }],
  ['AXE', { allocation: 'platform' }, { a: A, areaCode: '0755' }],
] as const satisfies readonly (readonly [Mode, object, object])[];

describe.each(BODIES)(
  'a bind of %s (%j) that the platform applies after we hung up',
  (name, settings, body) => {
    let mode: ModeStack;
    afterEach(() => mode.stack.close());

    const start = async () => {
      mode = await startModeStack(name, { store: 'memory', settings });
    };
    const late = (times: number, delaySeconds: number) =>
      mode.stack.control.faults.add({ on: 'bind', kind: 'late', times, delaySeconds });
    const sweep = async (seconds: number) => {
      await mode.stack.advance(seconds);
      await mode.stack.invoke('binding-sweeper');
    };
    const ids = async () => (await mode.stack.control.bindings()).map(({ subscriptionId }) => subscriptionId);
    const ours = async () => {
      const answer = await mode.stack.request('GET', `/bindings?a=${encodeURIComponent(A)}`);
      const { items } = answer.body as {
        items: { bindingId: string; status: string; subscriptionId: string }[];
      };
      return items;
    };

    it('is adopted, although a sweep asked for it too early', async () => {
      await start();
      await late(2, 90);
      const bound = await mode.bind(body);
      await sweep(61);
      const early = await ours();

      await sweep(61);
      await sweep(TOO_OLD_SECONDS);

      expect([bound.status, early.map(({ status }) => status)]).toEqual([503, ['pending']]);
      const after = await ours();
      expect(after.map(({ status }) => status)).toEqual(['active']);
      expect(await ids()).toEqual([after[0]?.subscriptionId]);
    });

    it('is made once, however often it is asked for meanwhile', async () => {
      await start();
      await late(1, 20);
      const first = await mode.bind(body);
      const second = await mode.bind(body);
      await mode.stack.advance(30);
      const third = await mode.bind(body);
      await sweep(TOO_OLD_SECONDS);

      expect([first.status, second.status].every((status) => [201, 200, 409, 503].includes(status))).toBe(
        true,
      );
      expect([200, 201]).toContain(third.status);
      expect(await ids()).toEqual([third.body.subscriptionId]);
    });

    it('is taken away when its end was asked for meanwhile', async () => {
      await start();
      await late(2, 30);
      await mode.bind(body);
      const [pending] = await ours();

      const ended = await mode.ask('DELETE', `/bindings/${pending?.bindingId}`);
      const wasPending = await ours();
      await sweep(61);
      await sweep(TOO_OLD_SECONDS);

      expect([ended.status, ended.body.code]).toEqual([409, 'binding-in-progress']);
      expect(wasPending.map(({ status }) => status)).toEqual(['pending']);
      expect(await ids()).toEqual([]);
      expect((await ours()).map(({ status }) => status)).toEqual(['released']);
    });

    it('is over when it never comes, and the pair can be bound again', async () => {
      await start();
      await mode.stack.control.faults.add({ on: 'bind', kind: 'drop-before', times: 2 });
      await mode.bind(body);
      await mode.stack.control.faults.clear();
      await sweep(TOO_OLD_SECONDS);

      const again = await mode.bind(body);

      expect(again.status).toBe(201);
      expect(await ids()).toEqual([again.body.subscriptionId]);
    });

    it('is taken away when it comes after the end of the binding that its repeat made', async () => {
      await start();
      await late(1, 40);
      await mode.bind(body);
      const bound = await mode.bind(body);
      if (bound.body.bindingId !== undefined) await mode.ask('DELETE', `/bindings/${bound.body.bindingId}`);
      await sweep(61);
      await sweep(TOO_OLD_SECONDS);

      const live = (await ours()).filter(({ status }) => status === 'active');
      expect(await ids()).toEqual(live.map(({ subscriptionId }) => subscriptionId));
    });
  },
);
