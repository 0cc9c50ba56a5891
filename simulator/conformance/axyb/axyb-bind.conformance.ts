import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, D, NOT_FOUND, refusal } from '../target.ts';
import { AXYB_PATH, type AxybSession, entriesIn } from './axyb-session.ts';

/** Binding in two steps, with every refusal and the choice of X and Y (`privatenumber_axyb_0017`). */
export const axybBindConformance = (target: ConformanceTarget, session: AxybSession): void => {
  const { bind, bindA } = session;

  describe('bind', () => {
    it('answers both steps with the documented fields', async () => {
      const { first, areaCode } = target.numbers();

      const stepOne = await bind({ origNum: A, areaCode, duration: 3600 });
      const subscriptionId = stepOne.json?.['subscriptionId'];
      const stepTwo = await bind({ origNum: B, subscriptionId });

      expect(stepOne.json).toEqual({
        resultcode: '0',
        resultdesc: 'Success',
        subscriptionId: expect.stringMatching(/^.{1,64}$/),
        relationNumber: first,
      });
      expect(stepTwo.json).toEqual({
        resultcode: '0',
        resultdesc: 'Success',
        subscriptionId,
        relationNumber: expect.stringMatching(/^\+86170\d{8}$/),
      });
      expect(stepTwo.json?.['relationNumber']).not.toBe(first);
    });

    it.each([
      ['no app_key', '', '1010002'],
      ['an empty app_key', 'app_key=', '1010002'],
      ['an app_key of 129 characters', `app_key=${'k'.repeat(129)}`, '1010002'],
      ['the app_key of somebody else', 'app_key=nobodys-key', '1010003'],
    ])('refuses %s in every operation', async (_case, query, code) => {
      const send = (method: string, body?: unknown) =>
        target.client().send(method, AXYB_PATH, {
          query: [query, method === 'POST' ? '' : 'subscriptionId=nobody'].filter(Boolean).join('&'),
          body,
        });

      const answers = [await send('POST', { origNum: A }), await send('GET'), await send('DELETE')];

      expect(answers.map(refusal)).toEqual(Array(3).fill([403, code]));
    });

    it.each([
      ['origNum missing', { origNum: undefined }],
      ['origNum of 33 characters', { origNum: `+${'8'.repeat(32)}` }],
      ['callDirection 3', { callDirection: 3 }],
      ['ybDuration 59', { ybDuration: 59 }],
      ['ybDuration over 90 days', { ybDuration: 7_776_001 }],
      ['areaMatchMode 2', { areaMatchMode: '2' }],
      ['recordFlag that is not a flag', { recordFlag: 'yes' }],
      ['preVoiceX of 129 characters', { preVoiceX: 'v'.repeat(129) }],
      ['userData with {', { userData: 'a{b' }],
      ['userData in Chinese', { userData: '订单' }],
    ])('refuses %s with 1010002 in both steps', async (_case, fields) => {
      const { id } = await bindA(C);

      const answers = [
        await bind({ origNum: A, ...fields }),
        await bind({ origNum: B, subscriptionId: id, ...fields }),
      ];

      expect(answers.map(refusal)).toEqual([
        [403, '1010002'],
        [403, '1010002'],
      ]);
    });
  });
};

/** How long A-X and Y-B last (`privatenumber_axyb_0017`). */
export const axybDurationConformance = (session: AxybSession): void => {
  const { bind, bindA, bindB, find } = session;

  describe('bind', () => {
    it.each([59, 7_776_001, -1])('refuses the duration %i with 1010002', async (duration) => {
      expect(refusal(await bind({ origNum: A, duration }))).toEqual([403, '1010002']);
    });

    it.each([
      ['2 hours by default', {}, '7200', '0'],
      ['0 for never', { duration: 0, ybDuration: 7_776_000 }, '0', '7776000'],
      ['a minute at least', { duration: 60, ybDuration: 60 }, '60', '60'],
      ['a ybDuration no longer than the duration', { duration: 600, ybDuration: 601 }, '600', '600'],
    ])('takes the durations: %s', async (_case, durations, duration, ybDuration) => {
      const { id } = await bindA(A, durations);

      expect(entriesIn(await find({ subscriptionId: id }))).toMatchObject([{ duration, ybDuration }]);
    });

    it.each([
      ['that of step 2', { duration: 600, ybDuration: 300 }, { ybDuration: 120 }, '120'],
      ['that of step 1 without one', { duration: 600, ybDuration: 300 }, {}, '300'],
      ['that of A-X for 0', { duration: 600, ybDuration: 300 }, { ybDuration: 0 }, '0'],
      ['not over that of A-X', { duration: 600, ybDuration: 300 }, { ybDuration: 900 }, '600'],
    ])('gives Y-B a duration: %s', async (_case, one, two, expected) => {
      const { id } = await bindA(A, one);
      await bindB(id, B, two);

      expect(entriesIn(await find({ subscriptionId: id }))).toMatchObject([{ ybDuration: expected }]);
    });
  });
};

/** The choice of X and Y (`privatenumber_axyb_0017`). */
export const axybChoiceConformance = (target: ConformanceTarget, session: AxybSession): void => {
  const { bind, bindA, bindB } = session;

  describe('bind', () => {
    it('gives one A five X and not a sixth, and each X one A', async () => {
      const xs: string[] = [];
      for (let at = 0; at < 5; at += 1) xs.push((await bindA(A)).number);

      const sixth = await bind({ origNum: A });
      const another = await bindA(B);

      expect(new Set(xs).size).toBe(5);
      expect(refusal(sixth)).toEqual([403, '1012008']);
      expect(xs).not.toContain(another.number);
    });

    it('leaves the city only in loose mode', async () => {
      const { elsewhere, elsewhereAreaCode } = target.numbers();
      const one = await bindA(A, { areaCode: elsewhereAreaCode });

      const strict = await bind({ origNum: B, areaCode: elsewhereAreaCode });
      const loose = await bind({ origNum: B, areaCode: elsewhereAreaCode, areaMatchMode: '1' });

      expect(one.number).toBe(elsewhere);
      expect(refusal(strict)).toEqual([403, '1012008']);
      expect(loose.json?.['resultcode']).toBe('0');
    });

    it('never gives the same A-X, nor the same A, twice to one Y', async () => {
      const { id } = await bindA(A);
      const other = await bindA(A);

      const ys = [await bindB(id, B), await bindB(id, C), await bindB(other.id, B)].map(
        ({ number }) => number,
      );

      expect(new Set(ys).size).toBe(3);
    });

    it('lets the Y of one A serve another one', async () => {
      const one = await bindA(A);
      const other = await bindA(D);

      const ys = [await bindB(one.id, B), await bindB(other.id, C)].map(({ number }) => number);

      expect(new Set(ys).size).toBe(1);
    });

    it('has no X left when all are X or Y, and no Y when all are', async () => {
      const { others } = target.numbers();
      const total = 3 + others.length;
      const people = Array.from({ length: total - 1 }, (_, at) => `+861390000001${at}`);
      const ids: string[] = [];
      for (const person of people) ids.push((await bindA(person)).id);
      const [id = ''] = ids;
      await bindB(id, B);

      const noX = await bind({ origNum: C });
      const noY = await bind({ origNum: C, subscriptionId: id });

      expect([noX, noY].map(refusal)).toEqual([
        [403, '1012008'],
        [403, '1012008'],
      ]);
    });

    it('refuses the same B twice with 1012010, and A as B', async () => {
      const { id } = await bindA(A);
      await bindB(id, B);

      const answers = [
        await bind({ origNum: B, subscriptionId: id }),
        await bind({ origNum: A, subscriptionId: id }),
      ];

      expect(answers.map(refusal)).toEqual([
        [403, '1012010'],
        [403, '1010002'],
      ]);
    });

    it('knows no step 2 without step 1', async () => {
      const { status, json } = await bind({ origNum: B, subscriptionId: 'nobody' });

      expect(status).toBe(403);
      expect([...NOT_FOUND, '1012001']).toContain(json?.['resultcode']);
    });
  });
};
