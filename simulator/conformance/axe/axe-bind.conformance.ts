import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, refusal } from '../target.ts';
import type { AxeSession } from './axe-session.ts';

/** Binding, with every refusal, the times, and the choice of X and E (`privatenumber_02_0022`). */
export const axeBindConformance = (target: ConformanceTarget, session: AxeSession): void => {
  const { bind } = session;

  describe('bind', () => {
    it('answers every documented field', async () => {
      const { first } = target.numbers();

      const answer = await bind({
        virtualNum: first,
        bindNum: A,
        callbackTone: 'no_callback.wav',
        timeUnit: '0',
        bindExpiredTime: 24,
        callbackExpiredTime: 12,
      });

      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({
        resultcode: '0',
        resultdesc: 'Success',
        subscriptionId: expect.stringMatching(/^.{1,64}$/),
        virtualNum: first,
        extendNum: expect.stringMatching(/^[1-9]$/),
        bindExpiredTime: 24,
        callbackExpiredTime: 12,
      });
    });

    it.each([
      ['no times are 168 hours', {}, 168],
      ['a unit alone is 168 hours in it', { timeUnit: '1' }, 10_080],
      ['0 is never', { bindExpiredTime: 0, callbackExpiredTime: 168 }, 0],
      ['30 days in hours', { bindExpiredTime: 720 }, 720],
      ['30 days in minutes', { timeUnit: 1, bindExpiredTime: 43_200 }, 43_200],
      ['both the same', { bindExpiredTime: 5, callbackExpiredTime: 5 }, 5],
    ])('takes the times: %s', async (_case, times, expected) => {
      const { json } = await bind({ bindNum: A, virtualNum: target.numbers().first, ...times });

      expect(json).toMatchObject({ resultcode: '0', bindExpiredTime: expected });
    });
  });
};

/** The choice of X and E (`privatenumber_02_0022`). */
export const axeChoiceConformance = (target: ConformanceTarget, session: AxeSession): void => {
  const { bind, bindA, unbind } = session;

  describe('bind', () => {
    it('gives the E asked for, once', async () => {
      const { first, second } = target.numbers();
      const asked = await bindA(A, first, { extendNum: '7' });

      const taken = await bind({ bindNum: B, virtualNum: first, extendNum: '7' });
      const elsewhere = await bindA(B, second, { extendNum: '7' });

      expect([asked.extension, elsewhere.extension]).toEqual(['7', '7']);
      expect(refusal(taken)).toEqual([403, '1020167']);
    });

    it('gives an A one E on an X', async () => {
      const { first, second } = target.numbers();
      await bindA(A, first);

      const again = await bind({ bindNum: A, virtualNum: first });

      expect(refusal(again)).toEqual([403, '1020167']);
      await bindA(A, second);
    });

    it.each([undefined, ''])('allocates every E of an X, then none: extendNum %j', async (extendNum) => {
      const { first } = target.numbers();
      const extensions: string[] = [];
      for (let at = 1; at <= 9; at += 1)
        extensions.push((await bindA(`+861390000000${at}`, first, { extendNum })).extension);

      const tenth = await bind({ bindNum: A, virtualNum: first, extendNum });

      expect(extensions.sort()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
      expect(refusal(tenth)).toEqual([403, '1020167']);
    });

    it('prefers virtualNum to areaCode, and reads extendNum only with virtualNum', async () => {
      const { first, areaCode, elsewhere, elsewhereAreaCode } = target.numbers();
      await bindA(A, elsewhere, { extendNum: '3' });

      const named = await bind({ bindNum: A, virtualNum: first, areaCode: elsewhereAreaCode });
      const byCity = await bind({ bindNum: B, areaCode: elsewhereAreaCode, extendNum: '3' });
      const emptyX = await bind({ bindNum: C, virtualNum: '', areaCode });

      expect(named.json?.['virtualNum']).toBe(first);
      expect(byCity.json).toMatchObject({ resultcode: '0', virtualNum: elsewhere });
      expect(byCity.json?.['extendNum']).not.toBe('3');
      expect(emptyX.json?.['resultcode']).toBe('0');
    });

    it('leaves the city only in loose mode', async () => {
      const { first, second, others, elsewhere, areaCode } = target.numbers();
      for (const x of [first, second, ...others]) await bindA(A, x);

      const strict = await bind({ bindNum: A, areaCode });
      const loose = await bind({ bindNum: A, areaCode, areaMatchMode: '1' });
      const none = await bind({ bindNum: A, areaCode, areaMatchMode: '1' });

      expect([strict, none].map(refusal)).toEqual([
        [403, '1012008'],
        [403, '1012008'],
      ]);
      expect(loose.json?.['virtualNum']).toBe(elsewhere);
    });

    it('gives an E again at once after an unbind', async () => {
      const { first } = target.numbers();
      const { id } = await bindA(A, first, { extendNum: '5' });
      await unbind(`subscriptionId=${id}`);

      expect((await bindA(B, first, { extendNum: '5' })).extension).toBe('5');
    });
  });
};
