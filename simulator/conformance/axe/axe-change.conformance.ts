import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, escaped, refusal } from '../target.ts';
import type { AxeSession } from './axe-session.ts';

/** Changing and ending bindings (`privatenumber_02_0023`, `_0023_1`). */
export const axeChangeConformance = (target: ConformanceTarget, session: AxeSession): void => {
  const { bindA, modify, query } = session;
  const shown = async (subscriptionId: string) => (await query(escaped({ subscriptionId }))).json;

  describe('modify', () => {
    it('does not change A', async () => {
      const { id } = await bindA(A, target.numbers().first);

      await modify({ subscriptionId: id, bindNum: B });

      expect((await shown(id))?.['bindNum']).toBe(A);
    });

    it('puts a call-back number in the place of a tone, and back', async () => {
      const { id } = await bindA(A, target.numbers().first, { callbackTone: 'a.wav' });
      await modify({ subscriptionId: id, callbackNum: C });
      const withNumber = await shown(id);
      await modify({ subscriptionId: id, callbackTone: 'b.wav' });

      expect(withNumber).toMatchObject({ callbackNum: C });
      expect(withNumber).not.toHaveProperty('callbackTone');
      expect(await shown(id)).not.toHaveProperty('callbackNum');
    });

    it.each([
      ['the bind said the time', { bindExpiredTime: 24 }, { timeUnit: '0', bindExpiredTime: 24 }],
      ['the bind said the unit', { timeUnit: '1' }, { timeUnit: '1', bindExpiredTime: 10_080 }],
      ['the bind said nothing', {}, { timeUnit: '1', bindExpiredTime: 90 }],
    ])('shows the life time that the quirk leaves: %s', async (_case, times, expected) => {
      const { id } = await bindA(A, target.numbers().first, { callbackExpiredTime: 1, ...times });

      const answer = await modify({ subscriptionId: id, timeUnit: '1', bindExpiredTime: 90 });

      expect(answer.json?.['resultcode']).toBe('0');
      expect(await shown(id)).toMatchObject(expected);
    });

    it.each([
      ['a number with a tone', { callbackNum: B, callbackTone: 'tone.wav' }, '1010002'],
      ['a binding shorter than its call-back', { bindExpiredTime: 1 }, '1010002'],
      ['a call-back longer than its binding', { callbackExpiredTime: 25 }, '1010002'],
      ['over 720 hours', { bindExpiredTime: 721 }, '1010002'],
      ['the real caller without permission', { displayNumMode: '1' }, '1020178'],
    ])('refuses %s', async (_case, change, code) => {
      const times = { bindExpiredTime: 24, callbackExpiredTime: 2 };
      const { id } = await bindA(A, target.numbers().first, times);

      expect(refusal(await modify({ subscriptionId: id, ...change }))).toEqual([403, code]);
    });

    it('lets any call-back time be with a binding that never ends', async () => {
      const { id } = await bindA(A, target.numbers().first, { bindExpiredTime: 1, callbackExpiredTime: 1 });

      const answer = await modify({ subscriptionId: id, bindExpiredTime: 0, callbackExpiredTime: 168 });

      expect(answer.json?.['resultcode']).toBe('0');
    });
  });
};

/** How unbind, modify and query name a binding (`privatenumber_02_0023` to `_0024`). */
export const axeNamingConformance = (target: ConformanceTarget, session: AxeSession): void => {
  const { bindA, modify, query, unbind } = session;

  describe('unbind', () => {
    it('ends the binding of an X and E, and finds nothing the second time', async () => {
      const { first } = target.numbers();
      const { extension } = await bindA(A, first);
      const place = escaped({ virtualNum: first, extendNum: extension });

      const answers = [await unbind(place), await unbind(place)];

      expect(answers.map(refusal)).toEqual([
        [200, '0'],
        [403, '1016001'],
      ]);
    });
  });

  describe.each([
    ['unbind', (fields: Record<string, string>) => unbind(escaped(fields))],
    ['modify', modify],
    ['query', (fields: Record<string, string>) => query(escaped(fields))],
  ] as const)('%s', (_operation, run) => {
    it.each([
      ['nothing to go by', {}, '1010002'],
      ['an E without X', { extendNum: '1' }, '1010002'],
      ['an unknown subscriptionId', { subscriptionId: 'nobody' }, '1016001'],
      ['a subscriptionId of 65 characters', { subscriptionId: 'i'.repeat(65) }, '1010002'],
      ['an X and E of nobody', { virtualNum: '+8617099999999', extendNum: '1' }, '1016001'],
    ])('refuses %s', async (_case, fields, code) => {
      expect(refusal(await run(fields))).toEqual([403, code]);
    });

    it('wants E beside X', async () => {
      const { first } = target.numbers();
      await bindA(A, first);

      expect(refusal(await run({ virtualNum: first }))).toEqual([403, '1010002']);
    });
  });
};
