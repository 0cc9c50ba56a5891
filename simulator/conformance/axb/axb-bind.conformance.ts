import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, D, refusal } from '../target.ts';
import type { AxbSession } from './axb-session.ts';

/** Binding, with every refusal and the choice of X (`privatenumber_02_0002`). */
export const axbBindConformance = (target: ConformanceTarget, session: AxbSession): void => {
  const { bind, bindPair, query } = session;

  describe('bind', () => {
    it('answers every documented field, flags and limits as integers', async () => {
      const { first } = target.numbers();

      const answer = await bind({
        callerNum: A,
        calleeNum: B,
        relationNum: first,
        duration: 86400,
        maxDuration: 60,
      });

      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json;charset=utf-8');
      expect(answer.headers['connection']).toBe('close');
      expect(answer.json).toEqual({
        resultcode: '0',
        resultdesc: 'Success',
        subscriptionId: expect.stringMatching(/^.{1,64}$/),
        relationNum: first,
        callDirection: 0,
        duration: 86400,
        maxDuration: 60,
      });
    });

    it.each([
      ['strings', { recordFlag: 'false', privateSms: 'true', callDirection: 1 }],
      ['booleans', { recordFlag: false, privateSms: true, callDirection: 1 }],
    ])('takes flags as %s and shows them in the documented type', async (_case, flags) => {
      const { first } = target.numbers();

      const id = await bindPair(A, B, first, flags);

      const { json } = await query(`subscriptionId=${id}`);
      expect(json?.['relationNumList']).toMatchObject([
        { recordFlag: 'false', privateSms: 'true', callDirection: 1 },
      ]);
    });

    it.each(['', 'not json', '[]', '"text"', 'null'])('refuses the body %j with 1010002', async (body) => {
      const answer = await bind(body);

      expect(refusal(answer)).toEqual([403, '1010002']);
    });

    it('accepts the limits themselves, and fields it does not know', async () => {
      const { first } = target.numbers();
      const limits = {
        duration: 7_776_000,
        maxDuration: 1440,
        callDirection: 2,
        userData: 'u'.repeat(256),
        other: 1,
      };

      const answer = await bind({ callerNum: A, calleeNum: B, relationNum: first, ...limits });

      expect(answer.json).toMatchObject({
        resultcode: '0',
        duration: 7_776_000,
        maxDuration: 1440,
        callDirection: 2,
      });
    });
  });
};

/** The choice of X (`privatenumber_02_0002`). */
export const axbChoiceConformance = (target: ConformanceTarget, session: AxbSession): void => {
  const { bind, bindPair, onX } = session;

  describe('bind', () => {
    it.each([
      ['the same pair again', A, B],
      ['the same pair the other way round', B, A],
      ['A with another B', A, C],
      ['B as the A of another', B, C],
      ['A as the B of another', C, A],
    ])('refuses %s on the same X with 1012010', async (_case, a, b) => {
      const { first } = target.numbers();
      await bindPair(A, B, first);

      const answer = await bind({ callerNum: a, calleeNum: b, relationNum: first });

      expect(refusal(answer)).toEqual([403, '1012010']);
    });

    it('puts another pair on the same X, and the same pair on another X', async () => {
      const { first, second } = target.numbers();
      await bindPair(A, B, first);

      await bindPair(C, D, first);
      await bindPair(A, B, second);

      expect((await onX(first)).json?.['totalCount']).toBe(2);
    });

    it('prefers relationNum to areaCode', async () => {
      const { first, elsewhereAreaCode } = target.numbers();

      const answer = await bind({
        callerNum: A,
        calleeNum: B,
        relationNum: first,
        areaCode: elsewhereAreaCode,
      });

      expect(answer.json?.['relationNum']).toBe(first);
    });

    it('picks an X of the city on which neither A nor B is, and has none left afterwards', async () => {
      const { first, second, areaCode } = target.numbers();
      const wanted = { callerNum: A, calleeNum: B, areaCode };

      const answers = [await bind(wanted), await bind(wanted), await bind(wanted)];

      expect(
        answers
          .slice(0, 2)
          .map(({ json }) => json?.['relationNum'])
          .sort(),
      ).toEqual([first, second].sort());
      expect(answers.slice(2).map(refusal)).toEqual([[403, '1012008']]);
    });

    it('leaves the city only in loose mode', async () => {
      const { first, second, elsewhere, areaCode } = target.numbers();
      await bindPair(A, B, first);
      await bindPair(A, B, second);
      const wanted = { callerNum: A, calleeNum: B, areaCode };

      const strict = await bind({ ...wanted, areaMatchMode: '0' });
      const loose = await bind({ ...wanted, areaMatchMode: '1' });

      expect(refusal(strict)).toEqual([403, '1012008']);
      expect(loose.json?.['relationNum']).toBe(elsewhere);
    });
  });
};
