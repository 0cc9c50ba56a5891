import { setTimeout as shortWait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const CUSTOMER = '+8613800000001';
const COURIER = '+8613900000002';
const NEW_COURIER = '+8613900000003';
const X = '+8617000000001';

/** In AXB and X the courier is B and the customer calls; in AX the person behind the number is replaced, anybody calls. */
const KINDS = [
  ['AXB', { a: CUSTOMER, b: COURIER, x: X }, { b: NEW_COURIER }],
  ['AX', { a: COURIER, x: X }, { a: NEW_COURIER }],
  ['X', { a: CUSTOMER, b: COURIER, x: X }, { b: NEW_COURIER }],
] as const;
const AT_PLATFORM = KINDS.filter(([name]) => name !== 'X');

describe('replacing one side of a live binding', () => {
  let mode: ModeStack;
  afterEach(() => mode.stack.close());

  const start = async (name: 'AX' | 'AXB' | 'X', binding: object) => {
    mode = await startModeStack(name, { store: 'memory' });
    const { body } = await mode.bind(binding);
    return body.bindingId;
  };
  const change = (bindingId: string, body: object) => mode.ask('PATCH', `/bindings/${bindingId}`, body);
  const reached = () => mode.dial(CUSTOMER, X);

  /** Until a request of ours is at the platform. */
  const isUnderWay = async (): Promise<void> => {
    for (let looks = 0; looks < 2000; looks += 1) {
      if ((await mode.stack.control.idle()).requestsInFlight > 0) return;
      await shortWait(1);
    }
    throw new Error('no request came');
  };

  it.each(KINDS)(
    '%s: calls reach the old one before and the new one after',
    async (name, binding, newcomer) => {
      const bindingId = await start(name, binding);
      const before = await reached();

      const changed = await change(bindingId, newcomer);

      expect(changed.status).toBe(200);
      expect([before, await reached()]).toEqual([COURIER, NEW_COURIER]);
    },
  );

  it.each(AT_PLATFORM)(
    '%s: calls reach the old one while it is under way',
    async (name, binding, newcomer) => {
      const bindingId = await start(name, binding);
      await mode.stack.control.faults.add({ on: 'modify', kind: 'slow-before', delayMs: 1500, times: 1 });

      const changing = change(bindingId, newcomer);
      await isUnderWay();
      const meanwhile = await reached();
      const changed = await changing;

      expect([changed.status, meanwhile, await reached()]).toEqual([200, COURIER, NEW_COURIER]);
    },
  );

  it.each(AT_PLATFORM)(
    '%s: one that never arrives leaves the old one, until the sweeper',
    async (...kind) => {
      const [name, binding, newcomer] = kind;
      const bindingId = await start(name, binding);
      await mode.stack.control.faults.add({ on: 'modify', kind: 'drop-before', times: 3 });

      const lost = await change(bindingId, newcomer);
      const afterwards = await reached();
      await mode.stack.advance(61);
      const report = await mode.stack.invoke('binding-sweeper');

      expect([lost.status, lost.body.code, afterwards]).toEqual([503, 'platform-unavailable', COURIER]);
      expect(report).toMatchObject({ recovered: 1 });
      expect(await reached()).toBe(NEW_COURIER);
      expect(await mode.verify(bindingId)).toEqual({ state: 'match', differences: [] });
    },
  );

  it.each(AT_PLATFORM)(
    '%s: one whose answer is lost, and whose repeat is throttled, works with the new one at once',
    async (...kind) => {
      const [name, binding, newcomer] = kind;
      const bindingId = await start(name, binding);
      await mode.stack.control.faults.add({ on: 'modify', kind: 'drop-after', times: 1 });
      await mode.stack.control.faults.add({ on: 'modify', kind: 'throttled', times: 1 });

      const lost = await change(bindingId, newcomer);
      const afterwards = await reached();
      await mode.stack.advance(61);
      await mode.stack.invoke('binding-sweeper');

      expect([lost.status, lost.body.code]).toEqual([503, 'platform-throttled']);
      expect(afterwards).toBe(NEW_COURIER);
      expect(await mode.read(bindingId)).toMatchObject({ ...newcomer, status: 'active' });
      expect(await mode.verify(bindingId)).toEqual({ state: 'match', differences: [] });
    },
  );

  it.each(AT_PLATFORM)(
    '%s: one that is refused leaves everything as it was',
    async (name, binding, newcomer) => {
      const bindingId = await start(name, binding);
      await mode.stack.control.faults.add({
        on: 'modify',
        kind: 'result-code',
        httpStatus: 403,
        code: '1010029',
      });

      const refused = await change(bindingId, newcomer);

      expect([refused.status, refused.body.code]).toEqual([503, 'account-suspended']);
      expect(await reached()).toBe(COURIER);
      expect(await mode.verify(bindingId)).toEqual({ state: 'match', differences: [] });
    },
  );
});
