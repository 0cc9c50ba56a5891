import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, D, NOT_FOUND, refusal } from '../target.ts';
import { type AxbSession, idsIn } from './axb-session.ts';

/** Finding bindings, with precedence and paging (`privatenumber_02_0005`). */
export const axbQueryConformance = (target: ConformanceTarget, session: AxbSession): void => {
  const { bindPair, query, onX } = session;

  describe('query', () => {
    it('shows a binding with the documented fields and types', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first, { duration: 600, userData: 'order-1' });

      const answer = await query(`subscriptionId=${id}`);

      expect(answer.json).toMatchObject({ resultcode: '0', totalCount: 1 });
      expect(answer.json?.['relationNumList']).toMatchObject([
        {
          subscriptionId: id,
          callerNum: A,
          calleeNum: B,
          relationNum: first,
          callDirection: 0,
          duration: 600,
          subscribeTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
          recordFlag: 'false',
          maxDuration: 0,
          userData: 'order-1',
        },
      ]);
    });

    it('finds a pair by its A, by its B, and by both', async () => {
      const { first } = target.numbers();
      const id = await bindPair(A, B, first);
      await bindPair(C, D, first);
      const [a, b] = [encodeURIComponent(A), encodeURIComponent(B)];

      const answers = [
        await onX(first, `&callerNum=${a}`),
        await onX(first, `&calleeNum=${b}`),
        await onX(first, `&callerNum=${a}&calleeNum=${b}`),
      ];

      expect(answers.map(idsIn)).toEqual([[id], [id], [id]]);
    });

    it.each([
      ['B asked for as A', B, undefined],
      ['A with the B of another pair', A, D],
    ])('does not find %s', async (_case, a, b) => {
      const { first } = target.numbers();
      await bindPair(A, B, first);
      await bindPair(C, D, first);
      const wanted = `&callerNum=${encodeURIComponent(a)}${b ? `&calleeNum=${encodeURIComponent(b)}` : ''}`;

      const answer = await onX(first, wanted);

      expect([...NOT_FOUND, '1010002', '0']).toContain(answer.json?.['resultcode']);
      expect(idsIn(answer)).toEqual([]);
    });
  });
};

/** Pages of bindings, and queries that are refused (`privatenumber_02_0005`). */
export const axbPageConformance = (target: ConformanceTarget, session: AxbSession): void => {
  const { bindPair, query, onX } = session;

  describe('query', () => {
    it('pages, and takes a page size out of range for 50', async () => {
      const { first } = target.numbers();
      for (let at = 0; at < 12; at += 1)
        await bindPair(`+86138000001${10 + at}`, `+86138000002${10 + at}`, first);

      const pages = [
        await onX(first, '&pageSize=10'),
        await onX(first, '&pageSize=10&pageIndex=2'),
        await onX(first, '&pageSize=9'),
        await onX(first, '&pageSize=101'),
      ];

      expect(pages.map((page) => idsIn(page).length)).toEqual([10, 2, 12, 12]);
      expect(pages.map(({ json }) => json?.['totalCount'])).toEqual([12, 12, 12, 12]);
      expect(new Set(pages.slice(0, 2).flatMap(idsIn)).size).toBe(12);
      expect(pages.map(({ json }) => Number(json?.['pageSize']))).toEqual([10, 10, 50, 50]);
    });

    it('refuses numbers without relationNum with 1010002', async () => {
      expect(refusal(await query(`callerNum=${encodeURIComponent(A)}`))).toEqual([403, '1010002']);
    });

    it('refuses an X of somebody else', async () => {
      expect(['1012001', '1012007']).toContain((await onX('+8617099999999')).json?.['resultcode']);
    });
  });
};
