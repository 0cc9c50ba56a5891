import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, D, NOT_FOUND, refusal } from '../target.ts';
import type { AxbSession } from './axb-session.ts';

/** Changing a binding (`privatenumber_02_0004`). */
export const axbModifyConformance = (target: ConformanceTarget, session: AxbSession): void => {
  const { bind, bindPair, modify, query, onX } = session;

  describe('modify', () => {
    it('frees the number that was replaced and takes the new one', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      await modify({ subscriptionId: id, calleeNum: C });

      const free = await bind({ callerNum: B, calleeNum: D, relationNum: first });
      const taken = await bind({ callerNum: C, calleeNum: '+8613800000009', relationNum: first });

      expect(free.json?.['resultcode']).toBe('0');
      expect(refusal(taken)).toEqual([403, '1012010']);
    });

    it('lets A and B change places', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);

      const answer = await modify({ subscriptionId: id, callerNum: B, calleeNum: A });

      expect(answer.json?.['resultcode']).toBe('0');
      expect((await onX(first)).json?.['relationNumList']).toMatchObject([{ callerNum: B, calleeNum: A }]);
    });

    it.each([
      ['as A', { callerNum: C }],
      ['as B', { calleeNum: D }],
    ])('refuses a number that is on that X already, %s, with 1012010', async (_case, change) => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      await bindPair(C, D, first);

      const answer = await modify({ subscriptionId: id, ...change });

      expect(refusal(answer)).toEqual([403, '1012010']);
      expect((await query(`subscriptionId=${id}`)).json?.['relationNumList']).toMatchObject([
        { callerNum: A, calleeNum: B },
      ]);
    });

    it('does not move a binding to another X', async () => {
      const { first, second } = target.numbers();
      const id = await bindPair(A, B, first);

      await modify({ subscriptionId: id, relationNum: second });

      expect((await query(`subscriptionId=${id}`)).json?.['relationNumList']).toMatchObject([
        { relationNum: first },
      ]);
    });

    it.each([
      ['no subscriptionId', { calleeNum: C }, ['1010002']],
      ['an unknown one', { subscriptionId: 'nobody', calleeNum: C }, NOT_FOUND],
      ['a duration out of range', { subscriptionId: 'nobody', duration: 7_776_001 }, ['1010002']],
    ])('refuses %s', async (_case, body, codes) => {
      const answer = await modify(body);

      expect(answer.status).toBe(403);
      expect(codes).toContain(answer.json?.['resultcode']);
    });
  });
};
