import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, escaped, FOREIGN_X, refusal } from '../target.ts';
import { type AxSession, entriesIn } from './ax-session.ts';

/** Changing a binding (`privatenumber_02_0013`). */
export const axModifyConformance = (target: ConformanceTarget, session: AxSession): void => {
  const { bind, bindX, modify, query } = session;
  const shown = async (x: string) => entriesIn(await query(escaped({ privateNum: x })))[0];

  describe('modify', () => {
    it('puts another A on X, which frees the first one', async () => {
      const { first, second, elsewhere, others } = target.numbers();
      for (const x of [first, second, elsewhere, ...others].slice(0, 5)) await bindX(A, x);

      const answer = await modify({ privateNum: first, origNum: B });

      expect(answer.json?.['resultcode']).toBe('0');
      expect((await shown(first))?.['origNum']).toBe(B);
      await bindX(A, others[2] ?? '');
    });

    it('refuses the A that X has already with 1016002', async () => {
      const { first } = target.numbers();
      await bindX(A, first);

      expect(refusal(await modify({ privateNum: first, origNum: A }))).toEqual([403, '1016002']);
    });

    it('refuses an A that has five X with 1011003', async () => {
      const { first, second, elsewhere, others } = target.numbers();
      const all = [first, second, elsewhere, ...others];
      for (const x of all.slice(0, 5)) await bindX(A, x);
      await bindX(B, all[5] ?? '');

      expect(refusal(await modify({ privateNum: all[5], origNum: A }))).toEqual([403, '1011003']);
    });

    it.each([
      ['nothing to go by', { origNum: B }, '1010002'],
      ['an unknown subscriptionId', { subscriptionId: 'nobody', maxDuration: 1 }, '1016001'],
      ['an X of somebody else', { privateNum: FOREIGN_X, maxDuration: 1 }, '1011001'],
      ['a maxDuration out of range', { maxDuration: 1441, bound: true }, '1010002'],
      ['the real caller without permission', { calleeNumDisplay: '1', bound: true }, '1020178'],
    ])('refuses %s', async (_case, { bound, ...body }: Record<string, unknown>, code) => {
      const { first } = target.numbers();
      await bindX(A, first);

      const answer = await modify(bound ? { privateNum: first, ...body } : body);

      expect(refusal(answer)).toEqual([403, code]);
    });

    it('does not find an X without binding', async () => {
      const { first } = target.numbers();

      expect(refusal(await modify({ privateNum: first, maxDuration: 1 }))).toEqual([403, '1016001']);
    });
  });

  it('binds again at once what was modified away', async () => {
    const { first, second } = target.numbers();
    await bindX(A, first);

    await modify({ privateNum: first, origNum: C });

    expect((await bind({ origNum: A, privateNum: second })).json?.['resultcode']).toBe('0');
  });
};

/** Setting the temporary callee (`privatenumber_02_0015`). */
export const temporaryCalleeConformance = (target: ConformanceTarget, session: AxSession): void => {
  const { bindX, setCallee } = session;

  describe('temporary callee', () => {
    it('is set by subscriptionId or by X, again and again', async () => {
      const { first } = target.numbers();
      const subscriptionId = await bindX(A, first);

      const answers = [
        await setCallee({ subscriptionId, calleeNum: B }),
        await setCallee({ privateNum: first, origNum: C, calleeNum: '+864001234567', duration: 259_200 }),
        await setCallee({ subscriptionId, privateNum: FOREIGN_X, calleeNum: C, duration: 1, userData: 'x' }),
      ];

      expect(answers.map(({ json }) => json)).toEqual(
        Array(3).fill({ resultcode: '0', resultdesc: 'Success' }),
      );
    });

    it.each([
      ['no calleeNum', { calleeNum: undefined }],
      ['a calleeNum of 3 characters', { calleeNum: '110' }],
      ['a duration of 0', { duration: 0 }],
      ['a duration over three days', { duration: 259_201 }],
      ['userData with }', { userData: '}' }],
    ])('refuses %s with 1010002', async (_case, fields) => {
      const { first } = target.numbers();
      await bindX(A, first);

      const answer = await setCallee({ privateNum: first, calleeNum: B, ...fields });

      expect(refusal(answer)).toEqual([403, '1010002']);
    });

    it('refuses nothing to go by with 1010002', async () => {
      expect(refusal(await setCallee({ calleeNum: B }))).toEqual([403, '1010002']);
    });

    it.each([
      ['subscriptionId', { subscriptionId: 'nobody' }],
      ['X of somebody else', { privateNum: FOREIGN_X }],
      ['X without binding', {}],
    ])('wants a binding: %s', async (_case, fields) => {
      const named = Object.keys(fields).length > 0 ? fields : { privateNum: target.numbers().first };

      const { status, json } = await setCallee({ ...named, calleeNum: B });

      expect(status).toBe(403);
      expect(['1011004', '1016001']).toContain(json?.['resultcode']);
    });
  });
};
