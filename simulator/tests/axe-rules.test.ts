import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axeSteps } from './mode-steps.ts';
import { A, AXE_PATH, B, C, codeOf, D, openPlayground, type Playground, X } from './playground.ts';

const FIXED_LINE = '+8675512345678';
const HOUR = 3600;

describe('AXE', () => {
  let playground: Playground;
  beforeEach(async () => {
    playground = await openPlayground({ mode: 'AXE' });
  });
  afterEach(() => playground.close());

  const { bind, modify, call, callBack, pushed, types } = axeSteps(() => playground);

  describe('call-back', () => {
    it('connects A with the last caller, without an extension', async () => {
      const subscriptionId = await bind();
      await call(B);
      await call(C, { outcome: 'no-answer' });
      playground.receiver.received.length = 0;

      const stateCode = await callBack();

      const [cdr] = pushed().cdrs();
      expect(stateCode).toBe(0);
      expect(types()).toEqual(['callin', 'callout', 'alerting', 'answer', 'disconnect']);
      expect(pushed().events()[0].statusInfo).not.toHaveProperty('subscriptionId');
      expect(cdr).toMatchObject({ direction: 1, subscriptionId, callerNum: A, calleeNum: X, fwdDstNum: C });
      expect(cdr).not.toHaveProperty('extendNum');
    });

    it.each([
      ['a caller who gave up before', 'caller-gave-up-before-transfer' as const],
      ['nobody', undefined],
    ])('has no record of %s', async (_case, outcome) => {
      await bind();
      if (outcome) await call(B, { outcome });

      expect(await callBack()).toBe(8019);
    });

    it('rings callbackNum without a record, and the last caller with one', async () => {
      await bind({ callbackNum: D });
      const first = await callBack();
      await call(B);

      expect([first, await callBack()]).toEqual([0, 0]);
      expect(
        pushed()
          .cdrs()
          .map(({ fwdDstNum }) => fwdDstNum),
      ).toEqual([D, A, B]);
    });

    it.each([
      ['its own time', { bindExpiredTime: 24, callbackExpiredTime: 2 }, 2 * HOUR],
      ['minutes', { timeUnit: '1', bindExpiredTime: 90, callbackExpiredTime: 10 }, 600],
      ['the time of the binding, if it has none', { bindExpiredTime: 0 }, 168 * HOUR],
      ['a time that was changed', { bindExpiredTime: 24, callbackExpiredTime: 12, change: 3 }, 3 * HOUR],
    ])('keeps a record for %s', async (_case, { change, ...times }: Record<string, unknown>, seconds) => {
      await bind(times);
      if (change) await modify({ callbackExpiredTime: change });
      await call(B);

      await playground.control.advance(seconds - 1);
      const before = await callBack();
      await playground.control.advance(1);

      expect([before, await callBack()]).toEqual([0, 8019]);
    });

    it('does not let a fixed line call', async () => {
      await bind({ bindNum: FIXED_LINE, callbackNum: D });

      const { stateCode } = await playground.control.placeCall({
        from: FIXED_LINE,
        to: X,
        outcome: 'answered',
      });

      expect(stateCode).toBe(8023);
    });
  });

  describe('life time', () => {
    const lives = async () =>
      codeOf(
        await playground.client.send('GET', AXE_PATH, {
          query: 'virtualNum=%2B8617000000001&extendNum=1234',
        }),
      );

    it.each([
      ['168 hours by default', {}, undefined, 168 * HOUR],
      ['hours', { timeUnit: '0', bindExpiredTime: 2 }, undefined, 2 * HOUR],
      ['minutes', { timeUnit: '1', bindExpiredTime: 2 }, undefined, 120],
      ['from a modify on that says so', { bindExpiredTime: 2 }, { bindExpiredTime: 3 }, HOUR + 3 * HOUR],
      [
        'minutes after a modify',
        { bindExpiredTime: 2 },
        { timeUnit: '1', bindExpiredTime: 90, callbackExpiredTime: 1 },
        HOUR + 90 * 60,
      ],
      ['on through a modify that says nothing', { bindExpiredTime: 2 }, { userData: 'x' }, 2 * HOUR],
      ['on through a modify of the unit alone', { bindExpiredTime: 2 }, { timeUnit: '1' }, 2 * HOUR],
    ])('lasts %s', async (_case, times, change, seconds) => {
      await bind(times);
      if (change) await playground.control.advance(HOUR);
      if (change) expect(codeOf(await modify(change))).toBe('200/0');

      await playground.control.advance(seconds - (change ? HOUR : 0) - 1);
      const before = await lives();
      await playground.control.advance(1);

      expect([before, await lives()]).toEqual(['200/0', '403/1016001']);
      expect((await call(B)).stateCode).toBe(8022);
    });

    it('never ends with 0', async () => {
      await bind({ bindExpiredTime: 0 });

      await playground.control.advance(1000 * 24 * HOUR);

      expect(await lives()).toBe('200/0');
    });
  });

  describe('rules that need the control API', () => {
    it('gives extensions of the length of the application', async () => {
      const { json } = await playground.client.send('POST', AXE_PATH, {
        body: { bindNum: B, virtualNum: X },
      });

      expect(json?.['extendNum']).toMatch(/^(?!0000)\d{4}$/);
    });

    it.each([
      [9, '403/1012102', '403/1012102', 8055],
      [10, '403/1012102', '403/1012102', 8055],
      [11, '403/1012102', '200/0', 0],
    ] as const)('respects an X in state %i', async (state, binds, changes, stateCode) => {
      await bind();
      await playground.control.setNumber(X, { state, notify: false });

      const another = await playground.client.send('POST', AXE_PATH, { body: { bindNum: B, virtualNum: X } });
      const picked = await playground.client.send('POST', AXE_PATH, {
        body: { bindNum: B, areaCode: '0755' },
      });

      expect([codeOf(another), codeOf(picked), codeOf(await modify({ userData: 'x' }))]).toEqual([
        binds,
        '403/1012008',
        changes,
      ]);
      expect((await call(B)).stateCode).toBe(stateCode);
    });

    it('shows the binding with its extension and last caller', async () => {
      const subscriptionId = await bind({ bindExpiredTime: 1 });
      await call(B);

      expect(await playground.control.bindings({ x: X })).toMatchObject([
        {
          subscriptionId,
          mode: 'AXE',
          a: A,
          extension: '1234',
          lastCaller: B,
          expiresAt: '2026-03-01T03:31:20.000Z',
        },
      ]);
    });

    it('has no texts', async () => {
      await expect(playground.control.sendText({ from: B, to: X, content: 'Hello' })).rejects.toThrow(
        'no SMS',
      );
    });

    it('answers an empty page in the dialect, under another name of the list', async () => {
      await playground.control.setDialect({ emptyQuery: 'total-0', axeList: 'otherName' });

      const { json } = await playground.client.send('GET', '/rest/caas/extendnumber/v2.0', {
        query: 'virtualNum=%2B8617000000001',
      });

      expect(json).toEqual({ resultcode: '0', resultdesc: 'Success', otherName: [] });
    });
  });
});
