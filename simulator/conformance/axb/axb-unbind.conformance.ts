import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, D, NOT_FOUND, refusal } from '../target.ts';
import { type AxbSession, idsIn } from './axb-session.ts';

/** Unbinding by id and by X (`privatenumber_02_0003`). */
export const axbUnbindConformance = (target: ConformanceTarget, session: AxbSession): void => {
  const { bindPair, unbind, query, onX } = session;

  describe('unbind', () => {
    it('removes the one binding of a subscriptionId, which wins over relationNum', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      const other = await bindPair(C, D, first);

      const answer = await unbind(`subscriptionId=${id}&relationNum=${encodeURIComponent(first)}`);

      expect(answer.json).toEqual({ resultcode: '0', resultdesc: 'Success' });
      expect(idsIn(await onX(first))).toEqual([other]);
    });

    it('removes every binding of an X', async () => {
      const { first } = target.numbers();
      const ids = [await bindPair(A, B, first), await bindPair(C, D, first)];

      const answer = await unbind(`relationNum=${encodeURIComponent(first)}`);

      expect(answer.json?.['resultcode']).toBe('0');
      for (const id of ids)
        expect(NOT_FOUND).toContain((await query(`subscriptionId=${id}`)).json?.['resultcode']);
    });

    it('finds nothing the second time', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      await unbind(`subscriptionId=${id}`);

      const answer = await unbind(`subscriptionId=${id}`);

      expect(answer.status).toBe(403);
      expect(NOT_FOUND).toContain(answer.json?.['resultcode']);
    });

    it('takes a plus sign that was not escaped for a blank, and removes nothing', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);

      const answer = await unbind(`relationNum=${first}`);

      expect(refusal(answer)).toEqual([403, '1012001']);
      expect(idsIn(await query(`subscriptionId=${id}`))).toEqual([id]);
    });

    it.each([
      ['nothing to go by', '', '1010002'],
      ['an X of somebody else', 'relationNum=%2B8617099999999', '1012001'],
      ['a subscriptionId of 65 characters', `subscriptionId=${'i'.repeat(65)}`, '1010002'],
    ])('refuses %s', async (_case, text, code) => {
      const answer = await unbind(text);

      expect(refusal(answer)).toEqual([403, code]);
    });

    it('frees the numbers at once', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      await unbind(`subscriptionId=${id}`);

      await bindPair(B, C, first);

      expect((await onX(first)).json?.['totalCount']).toBe(1);
    });
  });
};
