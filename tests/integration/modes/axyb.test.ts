import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Judge } from '../../../simulator/simulator.ts';
import { type ModeStack, startModeStack } from './mode-stack.ts';

const PATH = '/rest/omp/xyrelationnumber/v1.0';
const KEY = 'app_key=TestAppKeyMode00000000000001';
const A = '+8613800000001';
const B = '+8613900000002';

describe('a binding of AXYB', () => {
  let mode: ModeStack;
  /** The fate of the nth bind from now on. */
  let fates: Map<number, ReturnType<Judge>> = new Map();
  let binds = 0;
  beforeAll(async () => {
    mode = await startModeStack('AXYB', {
      judge: ({ operation }) => {
        if (operation !== 'bind') return undefined;
        binds += 1;
        return fates.get(binds);
      },
    });
  });
  afterAll(() => mode.stack.close());
  afterEach(async () => {
    fates = new Map();
    mode.stack.store.judge = () => 'ok';
    for (const { subscriptionId } of await mode.stack.control.bindings())
      expect(subscriptionId).toBe('nothing is left behind');
  });
  const secondStep = (fate: NonNullable<ReturnType<Judge>>) => {
    binds = 0;
    fates = new Map([[2, fate]]);
  };

  it('without B is one step, sends "never" in so many words, and whoever calls X reaches A', async () => {
    await mode.sent();

    const bound = await mode.bind({ a: A, ttlSeconds: null });

    expect([bound.status, bound.body.y, bound.body.expiresAt]).toEqual([201, undefined, null]);
    expect(await mode.sent()).toEqual([
      {
        method: 'POST',
        path: PATH,
        query: KEY,
        body: {
          origNum: '+8613800000001',
          areaMatchMode: '1',
          callDirection: 0,
          duration: 0,
          recordFlag: 'false',
        },
      },
    ]);
    expect(await mode.dial('+8613900000009', bound.body.x)).toBe(A);
    await mode.ask('DELETE', `/bindings/${bound.body.bindingId}`);
  });

  it('is found by its Y, also when it has ended', async () => {
    const bound = await mode.bind({ a: A, b: B });
    const find = async () =>
      (await mode.stack.request('GET', `/bindings?y=${encodeURIComponent(bound.body.y)}`)).body as {
        items: { bindingId: string; status: string }[];
      };
    const live = await find();
    await mode.ask('DELETE', `/bindings/${bound.body.bindingId}`);
    const ended = await find();

    const { bindingId } = bound.body;
    expect(live.items.map((item) => [item.bindingId, item.status])).toEqual([[bindingId, 'active']]);
    expect(ended.items[0]).toMatchObject({ bindingId, status: 'released' });
  });

  it('gives nobody a sixth X, without a question to the platform', async () => {
    const five = [];
    for (let count = 0; count < 5; count += 1)
      five.push(await mode.bind({ a: A, reference: `desk-${count}` }));
    await mode.sent();

    const sixth = await mode.bind({ a: A, reference: 'desk-5' });

    const sent = await mode.sent();
    for (const { body } of five) await mode.ask('DELETE', `/bindings/${body.bindingId}`);
    expect([sixth.status, sixth.body.code, sent]).toEqual([409, 'party-limit', []]);
  });

  it('whose second step is refused leaves nothing, and the caller is told why', async () => {
    secondStep({ on: 'bind', kind: 'result-code', httpStatus: 403, code: '1012008' });

    const refused = await mode.bind({ a: A, b: B });

    expect([refused.status, refused.body.code]).toEqual([503, 'pool-exhausted']);
    expect(await mode.stack.control.bindings()).toEqual([]);
    const next = await mode.bind({ a: A, b: B });
    expect(next.status).toBe(201);
    await mode.ask('DELETE', `/bindings/${next.body.bindingId}`);
  });

  it('whose second step was done although its answer was lost is bound, with its Y', async () => {
    secondStep({ on: 'bind', kind: 'drop-after' });

    const bound = await mode.bind({ a: A, b: B });

    expect(bound.status).toBe(201);
    const [there] = await mode.stack.control.bindings();
    expect(there).toMatchObject({ subscriptionId: bound.body.subscriptionId, b: B, y: bound.body.y });
    await mode.ask('DELETE', `/bindings/${bound.body.bindingId}`);
  });

  it('whose second step never arrived is taken back, and made anew by a repeat at once', async () => {
    secondStep({ on: 'bind', kind: 'drop-before' });

    const lost = await mode.bind({ a: A, b: B });
    const left = await mode.stack.control.bindings();
    const bound = await mode.bind({ a: A, b: B });

    expect([lost.status, left]).toEqual([503, []]);
    expect([bound.status, typeof bound.body.y]).toEqual([201, 'string']);
    expect(await mode.stack.control.bindings()).toHaveLength(1);
    await mode.ask('DELETE', `/bindings/${bound.body.bindingId}`);
  });

  it('whose maker dies between the two steps leaves a half that the sweeper takes away', async () => {
    let gateReads = 0;
    mode.stack.store.judge = ({ name, input }) => {
      if (name === 'batchGet' && JSON.stringify(input).includes('GATE#')) gateReads += 1;
      return gateReads >= 2 ? 'before' : 'ok';
    };
    const died = await mode.bind({ a: A, b: B, reference: 'died' });
    mode.stack.store.judge = () => 'ok';
    const half = await mode.stack.control.bindings();
    await mode.stack.advance(61);

    await mode.stack.invoke('binding-sweeper');
    const cleared = await mode.stack.control.bindings();
    await mode.stack.advance(300);
    const report = await mode.stack.invoke('binding-sweeper');

    expect(cleared).toEqual([]);
    expect(died.status).toBe(503);
    expect(half.map(({ a, b }) => [a, b])).toEqual([[A, null]]);
    expect(report).toMatchObject({ failed: 1, recovered: 0 });
    expect(await mode.stack.control.bindings()).toEqual([]);
    const again = await mode.bind({ a: A, b: B, reference: 'died' });
    expect(again.status).toBe(201);
    await mode.ask('DELETE', `/bindings/${again.body.bindingId}`);
  });
});
