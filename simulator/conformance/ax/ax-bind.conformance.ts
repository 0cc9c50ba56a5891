import { describe, expect, it } from 'vitest';
import { A, B, type ConformanceTarget, refusal } from '../target.ts';
import { type AxSession, entriesIn } from './ax-session.ts';

/** Binding, with every refusal and the choice of X (`privatenumber_02_0011`). */
export const axBindConformance = (target: ConformanceTarget, session: AxSession): void => {
  const { bind, bindX, query } = session;

  describe('bind', () => {
    it('answers every documented field', async () => {
      const { first } = target.numbers();

      const answer = await bind({
        origNum: A,
        privateNum: first,
        privateNumType: 'mobile-virtual',
        calleeNumDisplay: '0',
        maxDuration: 30,
      });

      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({
        resultcode: '0',
        resultdesc: 'Success',
        origNum: A,
        privateNum: first,
        subscriptionId: expect.stringMatching(/^.{1,64}$/),
      });
    });

    it('takes userData with ^, which only AXB forbids', async () => {
      const { first } = target.numbers();

      await bindX(A, first, { userData: 'a^b' });

      expect(entriesIn(await query(`privateNum=${encodeURIComponent(first)}`))).toMatchObject([
        { userData: 'a^b' },
      ]);
    });

    it.each([
      ['the same A', A],
      ['another A', B],
    ])('refuses %s on an X that is bound with 1011005', async (_case, a) => {
      const { first } = target.numbers();
      await bindX(A, first);

      expect(refusal(await bind({ origNum: a, privateNum: first }))).toEqual([403, '1011005']);
    });

    it('gives one A five X, named or picked, and not a sixth', async () => {
      const { first, second, elsewhere, others, areaCode } = target.numbers();
      for (const x of [first, second, elsewhere, ...others].slice(0, 5)) await bindX(A, x);
      const sixth = [first, second, elsewhere, ...others][5];

      const named = await bind({ origNum: A, privateNum: sixth });
      const picked = await bind({ origNum: A, areaCode, privateNumType: 'mobile-virtual' });
      const another = await bind({ origNum: B, privateNum: sixth });

      expect([named, picked].map(refusal)).toEqual([
        [403, '1011003'],
        [403, '1011003'],
      ]);
      expect(another.json?.['resultcode']).toBe('0');
    });

    it('prefers privateNum to areaCode', async () => {
      const { first, elsewhereAreaCode } = target.numbers();
      const wanted = { areaCode: elsewhereAreaCode, privateNumType: 'mobile-virtual' };

      const answer = await bind({ origNum: A, privateNum: first, ...wanted });

      expect(answer.json?.['privateNum']).toBe(first);
    });

    it('leaves the city only in loose mode', async () => {
      const { first, second, others, elsewhere, areaCode } = target.numbers();
      for (const [at, x] of [first, second, ...others].entries()) await bindX(`+861390000010${at}`, x);
      const wanted = { origNum: A, areaCode, privateNumType: 'mobile-virtual' };

      const strict = [await bind(wanted), await bind({ ...wanted, areaMatchMode: '0' })];
      const loose = await bind({ ...wanted, areaMatchMode: '1' });
      const none = await bind({ ...wanted, origNum: B, areaMatchMode: '1' });

      expect(strict.map(refusal)).toEqual([
        [403, '1011002'],
        [403, '1011002'],
      ]);
      expect(loose.json?.['privateNum']).toBe(elsewhere);
      expect(refusal(none)).toEqual([403, '1011002']);
    });
  });
};
