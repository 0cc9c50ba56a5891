import { describe, expect, it } from 'vitest';
import { A, B, type ConformanceTarget, escaped, NOT_FOUND, refusal } from '../target.ts';
import { type AxeSession, entriesIn } from './axe-session.ts';

/** Finding one binding (`privatenumber_02_0024`). */
export const axeQueryConformance = (target: ConformanceTarget, session: AxeSession): void => {
  const { bindA, query } = session;

  describe('query v1.0', () => {
    it('shows one binding flat, without what was never set', async () => {
      const { first } = target.numbers();
      const { id, extension } = await bindA(A, first, {
        timeUnit: '1',
        bindExpiredTime: 90,
        callbackExpiredTime: 60,
      });

      const answer = await query(escaped({ subscriptionId: id }));

      expect(answer.json).toEqual({
        resultcode: '0',
        resultdesc: 'Success',
        subscriptionId: id,
        virtualNum: first,
        extendNum: extension,
        bindNum: A,
        recordFlag: 'false',
        timeUnit: '1',
        bindExpiredTime: 90,
        callbackExpiredTime: 60,
      });
    });
  });
};

/** Finding bindings page by page (`privatenumber_02_0027`). */
export const axePageConformance = (target: ConformanceTarget, session: AxeSession): void => {
  const { bindA, queryPage } = session;
  const bindMany = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let at = 1; at <= count; at += 1)
      ids.push((await bindA(`+861390000000${at}`, target.numbers().first)).id);
    return ids;
  };

  describe('query v2.0', () => {
    it('pages over all bindings of an X by nextCusor', async () => {
      const ids = await bindMany(7);
      const wanted = { virtualNum: target.numbers().first, limit: '3' };

      const pages = [await queryPage({ ...wanted, cursor: '0000000000000_0' })];
      for (let cursor = pages[0]?.json?.['nextCusor']; cursor; cursor = pages.at(-1)?.json?.['nextCusor'])
        pages.push(await queryPage({ ...wanted, cursor: String(cursor) }));

      const found = pages.flatMap(entriesIn).map(({ subscriptionId }) => String(subscriptionId));
      expect(found.sort()).toEqual(ids.sort());
      expect(pages.map((page) => entriesIn(page).length)).toEqual([3, 3, 1]);
      expect(pages[0]?.json?.['nextCusor']).toMatch(/^\d{13}_\d{1,20}$/);
    });

    it('needs no cursor for the first page', async () => {
      await bindMany(2);

      expect(entriesIn(await queryPage({ virtualNum: target.numbers().first }))).toHaveLength(2);
    });

    it('shows one binding by X and E or subscriptionId, which wins, whatever the cursor', async () => {
      const { first } = target.numbers();
      const one = await bindA(A, first);
      const other = await bindA(B, first);
      const place = { virtualNum: first, extendNum: other.extension, cursor: '9999999999999_99' };

      const answers = [await queryPage(place), await queryPage({ ...place, subscriptionId: one.id })];

      expect(answers.map(entriesIn)).toMatchObject([
        [{ subscriptionId: other.id, bindNum: B }],
        [{ subscriptionId: one.id, bindNum: A }],
      ]);
    });

    it.each([
      ['nothing to go by', {}, ['1010002']],
      ['an E without X', { extendNum: '1' }, ['1010002']],
      ['an unknown subscriptionId', { subscriptionId: 'nobody' }, NOT_FOUND],
      ['an X without bindings', { virtualNum: '+8617099999999' }, [...NOT_FOUND, '1012001', '1010002']],
    ])('refuses %s', async (_case, fields, codes) => {
      const { status, json } = await queryPage(fields);

      expect(status).toBe(403);
      expect(codes).toContain(json?.['resultcode']);
    });

    it.each(['1', '000000000000_0', '0000000000000-0', '0000000000000_'])(
      'refuses the cursor %s',
      async (cursor) => {
        expect(refusal(await queryPage({ virtualNum: target.numbers().first, cursor }))).toEqual([
          403,
          '1010002',
        ]);
      },
    );
  });
};
