import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, escaped } from '../target.ts';
import { type AxSession, idsIn } from './ax-session.ts';

/** Finding bindings, with precedence (`privatenumber_02_0014`). */
export const axQueryConformance = (target: ConformanceTarget, session: AxSession): void => {
  const { bindX, query } = session;

  describe('query', () => {
    it('shows a binding with the documented fields and types, and without those never set', async () => {
      const { first } = target.numbers();
      const subscriptionId = await bindX(A, first, { userData: 'order-1' });

      const answer = await query(escaped({ subscriptionId }));

      expect(answer.json).toEqual({
        resultcode: '0',
        resultdesc: 'Success',
        privateNumList: [
          {
            origNum: A,
            privateNum: first,
            privateNumType: 'mobile-virtual',
            subscribeTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
            subscriptionId,
            recordFlag: 'false',
            maxDuration: 0,
            userData: 'order-1',
          },
        ],
      });
    });

    it('finds up to five bindings of an A', async () => {
      const { first, second, elsewhere } = target.numbers();
      const ids = [await bindX(A, first), await bindX(A, second), await bindX(A, elsewhere)];
      await bindX(B, target.numbers().others[0] ?? '');

      const answer = await query(escaped({ origNum: A }));

      expect(idsIn(answer).sort()).toEqual(ids.sort());
    });

    it('prefers subscriptionId to origNum, and origNum to privateNum', async () => {
      const { first, second } = target.numbers();
      const [ofA, ofB] = [await bindX(A, first), await bindX(B, second)];

      const byId = await query(escaped({ subscriptionId: ofA, origNum: B, privateNum: second }));
      const byA = await query(escaped({ origNum: A, privateNum: second }));
      const byX = await query(escaped({ privateNum: second }));

      expect([byId, byA, byX].map(idsIn)).toEqual([[ofA], [ofA], [ofB]]);
    });
  });
};

/** Ending bindings (`privatenumber_02_0012`). */
export const axUnbindConformance = (target: ConformanceTarget, session: AxSession): void => {
  const { bindX, unbind } = session;

  describe('unbind', () => {
    it('ends the binding of an X, whatever origNum says, and frees X at once', async () => {
      const { first } = target.numbers();
      await bindX(A, first);

      const answer = await unbind(escaped({ privateNum: first, origNum: C }));

      expect(answer.json?.['resultcode']).toBe('0');
      await bindX(B, first);
    });
  });
};
