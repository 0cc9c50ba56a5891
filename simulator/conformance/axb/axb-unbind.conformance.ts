import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, D, NOT_FOUND } from '../target.ts';
import type { AxbSession } from './axb-session.ts';

/** Unbinding by id and by X (`privatenumber_02_0003`). */
export const axbUnbindConformance = (target: ConformanceTarget, session: AxbSession): void => {
  const { bindPair, unbind, query, onX } = session;

  describe('unbind', () => {
    it('removes every binding of an X', async () => {
      const { first } = target.numbers();
      const ids = [await bindPair(A, B, first), await bindPair(C, D, first)];

      const answer = await unbind(`relationNum=${encodeURIComponent(first)}`);

      expect(answer.json?.['resultcode']).toBe('0');
      for (const id of ids)
        expect(NOT_FOUND).toContain((await query(`subscriptionId=${id}`)).json?.['resultcode']);
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
