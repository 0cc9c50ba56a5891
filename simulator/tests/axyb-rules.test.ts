import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axybSteps } from './mode-steps.ts';
import { A, B, C, codeOf, D, openPlayground, type Playground } from './playground.ts';

const FIXED_LINE = '+8675512345678';
const [N1, N2, N3] = ['+8617000000001', '+8617000000002', '+8617000000003'] as const;

describe('AXYB', () => {
  let playground: Playground;
  beforeEach(async () => {
    const numbers = [N1, N2, N3].map((x) => ({ x, areaCode: '0755' }));
    playground = await openPlayground({ mode: 'AXYB', numbers });
  });
  afterEach(() => playground.close());

  const { send, bind, bindPair, call, relations, pushed } = axybSteps(() => playground);

  describe('callers nobody has bound', () => {
    it('get a Y at their first call, and keep it', async () => {
      const { id, number: x } = await bind({ origNum: A, ybDuration: 600 });

      await call(C, x);
      await call(C, x);

      expect(
        pushed()
          .cdrs()
          .map((cdr) => [cdr.subscriptionId, cdr.fwdDisplayNum, cdr.fwdDstNum]),
      ).toEqual([
        [id, N2, A],
        [id, N2, A],
      ]);
      expect(await relations()).toMatchObject([
        { y: N2, b: C, automatic: true, expiresAt: '2026-03-01T02:41:20.000Z' },
      ]);
    });

    it('can be called back by A', async () => {
      const { number: x } = await bind({ origNum: A });
      await call(C, x);

      await call(A, N2);

      expect(pushed().cdrs().at(-1)).toMatchObject({ direction: 1, fwdDstNum: C, fwdDisplayNum: N1 });
    });

    it('may be fixed lines', async () => {
      const { number: x } = await bind({ origNum: A });

      expect((await call(FIXED_LINE, x)).stateCode).toBe(0);
    });

    it('are turned away when no number is left for a Y', async () => {
      const { number: x } = await bind({ origNum: A });
      await call(B, x);
      await call(C, x);

      expect((await call(D, x)).stateCode).toBe(8031);
      expect(pushed().cdrs().at(-1)).toMatchObject({ direction: 0, ulFailReason: 8031 });
    });

    it('get no Y on a number that is not in use', async () => {
      const { number: x } = await bind({ origNum: A });
      for (const number of [N2, N3]) await playground.control.setNumber(number, { state: 11, notify: false });

      expect((await call(B, x)).stateCode).toBe(8031);
    });

    it('get no Y that is full', async () => {
      await playground.control.setSettings({ relationsPerY: 1 });
      const [one, other] = [await bind({ origNum: A }), await bind({ origNum: D })];
      await call(B, one.number);

      expect((await call(C, other.number)).stateCode).toBe(8031);
    });
  });

  describe('life time', () => {
    const found = async (id: string) => codeOf(await send('GET', { query: `subscriptionId=${id}` }));
    const dials = async (from: string, to: string) => (await call(from, to)).stateCode;

    it.each([
      ['2 hours by default', {}, 7200],
      ['as long as it was said', { duration: 60 }, 60],
    ])('A-X lasts %s, and takes its Y-B along', async (_case, fields, seconds) => {
      const { id, x, y } = await bindPair(fields);

      await playground.control.advance(seconds - 1);
      const before = [await found(id), await dials(B, x), await dials(A, y)];
      await playground.control.advance(1);

      expect(before).toEqual(['200/0', 0, 0]);
      expect([await found(id), await dials(B, x), await dials(A, y)]).toEqual(['403/1016001', 8030, 8030]);
    });

    it('A-X never ends with 0', async () => {
      const { id, y } = await bindPair({ duration: 0 });

      await playground.control.advance(1000 * 86_400);

      expect([await found(id), await dials(A, y)]).toEqual(['200/0', 0]);
    });

    it('Y-B ends by itself and leaves A-X', async () => {
      const { id, y } = await bindPair({ duration: 600 }, { ybDuration: 60 });

      await playground.control.advance(59);
      const before = await dials(A, y);
      await playground.control.advance(1);

      expect([before, await dials(A, y), await found(id)]).toEqual([0, 8030, '200/0']);
      expect(await relations()).toEqual([]);
    });

    it('Y-B never outlives A-X', async () => {
      const { id } = await bind({ origNum: A, duration: 600 });
      await playground.control.advance(500);
      const { number: y } = await bind({ origNum: B, subscriptionId: id, ybDuration: 600 });
      const shown = await relations();

      await playground.control.advance(100);

      expect(shown).toMatchObject([{ expiresAt: '2026-03-01T02:41:20.000Z' }]);
      expect(await dials(A, y)).toBe(8030);
    });

    it('of a Y that is free again gives it to the next', async () => {
      const { id, y } = await bindPair({}, { ybDuration: 60 });
      await playground.control.advance(60);

      expect((await bind({ origNum: C, subscriptionId: id })).number).toBe(y);
    });
  });

  describe('rules that need the control API', () => {
    it.each([
      [9, '403/1012102'],
      [10, '403/1012102'],
      [11, '403/1012102'],
    ] as const)('gives no further Y-B to an X in state %i', async (state, expected) => {
      const { id, number: x } = await bind({ origNum: A });
      await playground.control.setNumber(x, { state, notify: false });

      expect(codeOf(await send('POST', { body: { origNum: B, subscriptionId: id } }))).toBe(expected);
    });

    it('takes no X that is not in state 5', async () => {
      for (const [at, x] of [N1, N2, N3].entries())
        await playground.control.setNumber(x, { state: ([9, 10, 11] as const)[at] ?? 9, notify: false });

      expect(codeOf(await send('POST', { body: { origNum: A } }))).toBe('403/1012008');
    });

    it('shows the binding with the Y and B that were bound', async () => {
      const { id, x, y } = await bindPair({ duration: 600 });
      await call(C, x);

      expect(await playground.control.bindings({ x })).toMatchObject([
        { subscriptionId: id, mode: 'AXYB', a: A, x, y, b: B, expiresAt: '2026-03-01T02:41:20.000Z' },
      ]);
      expect(await relations()).toMatchObject([
        { b: B, automatic: false },
        { b: C, automatic: true },
      ]);
    });

    it('has no texts', async () => {
      await expect(playground.control.sendText({ from: B, to: N1, content: 'Hello' })).rejects.toThrow(
        'no SMS',
      );
    });
  });
});
