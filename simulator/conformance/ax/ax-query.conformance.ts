import { describe, expect, it } from 'vitest';
import { A, B, C, type ConformanceTarget, escaped, FOREIGN_X, NOT_FOUND, refusal } from '../target.ts';
import { type AxSession, entriesIn, idsIn } from './ax-session.ts';

/** Finding and ending bindings, with precedence (`privatenumber_02_0012`, `_0014`). */
export const axQueryConformance = (target: ConformanceTarget, session: AxSession): void => {
  const { bindX, query, unbind } = session;

  describe('query', () => {
    it('shows a binding with the documented fields and types, and without those never set', async () => {
      const { first } = target.numbers();
      const subscriptionId = await bindX(A, first, { userData: 'order-1' });

      const answer = await query(escaped({ subscriptionId }));

      expect(answer.json).toEqual({
        resultcode: '0',
        resultdesc: 'Success',
        privateNumList: [
          {
            origNum: A,
            privateNum: first,
            privateNumType: 'mobile-virtual',
            subscribeTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
            subscriptionId,
            recordFlag: 'false',
            maxDuration: 0,
            userData: 'order-1',
          },
        ],
      });
    });

    it('shows what was set', async () => {
      const { first } = target.numbers();
      const settings = {
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        preVoice: { callerHintTone: 'a.wav', calleeHintTone: 'b.wav' },
        calleeNumDisplay: '0',
        privateSms: 'false',
        maxDuration: 30,
        lastMinVoice: 'last.wav',
        turnFlag: 'on',
        callDirection: 2,
      };
      await bindX(A, first, settings);

      const answer = await query(escaped({ privateNum: first }));

      expect(entriesIn(answer)).toMatchObject([settings]);
    });

    it('finds up to five bindings of an A', async () => {
      const { first, second, elsewhere } = target.numbers();
      const ids = [await bindX(A, first), await bindX(A, second), await bindX(A, elsewhere)];
      await bindX(B, target.numbers().others[0] ?? '');

      const answer = await query(escaped({ origNum: A }));

      expect(idsIn(answer).sort()).toEqual(ids.sort());
    });

    it('prefers subscriptionId to origNum, and origNum to privateNum', async () => {
      const { first, second } = target.numbers();
      const [ofA, ofB] = [await bindX(A, first), await bindX(B, second)];

      const byId = await query(escaped({ subscriptionId: ofA, origNum: B, privateNum: second }));
      const byA = await query(escaped({ origNum: A, privateNum: second }));
      const byX = await query(escaped({ privateNum: second }));

      expect([byId, byA, byX].map(idsIn)).toEqual([[ofA], [ofA], [ofB]]);
    });

    it.each([
      ['an unknown subscriptionId', { subscriptionId: 'nobody' }],
      ['an A without binding', { origNum: C }],
      ['an X of somebody else', { privateNum: FOREIGN_X }],
    ])('does not find %s', async (_case, fields) => {
      const { status, json } = await query(escaped(fields));

      expect(status).toBe(403);
      expect(NOT_FOUND).toContain(json?.['resultcode']);
    });

    it('refuses nothing to go by with 1010002', async () => {
      expect(refusal(await query(''))).toEqual([403, '1010002']);
    });
  });

  describe('unbind', () => {
    it('ends the binding of a subscriptionId, which wins over privateNum', async () => {
      const { first, second } = target.numbers();
      const subscriptionId = await bindX(A, first);
      const other = await bindX(B, second);

      const answer = await unbind(escaped({ subscriptionId, privateNum: second }));

      expect(answer.json).toEqual({ resultcode: '0', resultdesc: 'Success' });
      expect(idsIn(await query(escaped({ privateNum: second })))).toEqual([other]);
      expect(refusal(await query(escaped({ subscriptionId })))).toEqual([403, '1016001']);
    });

    it('ends the binding of an X, whatever origNum says, and frees X at once', async () => {
      const { first } = target.numbers();
      await bindX(A, first);

      const answer = await unbind(escaped({ privateNum: first, origNum: C }));

      expect(answer.json?.['resultcode']).toBe('0');
      await bindX(B, first);
    });

    it('finds nothing the second time', async () => {
      const { first } = target.numbers();
      const subscriptionId = await bindX(A, first);
      await unbind(escaped({ subscriptionId }));

      const answers = [
        await unbind(escaped({ subscriptionId })),
        await unbind(escaped({ privateNum: first })),
      ];

      expect(answers.map(refusal)).toEqual([
        [403, '1011004'],
        [403, '1011004'],
      ]);
    });

    it('takes a plus sign that was not escaped for a blank, and ends nothing', async () => {
      const { first } = target.numbers();
      const subscriptionId = await bindX(A, first);

      const answer = await unbind(`privateNum=${first}`);

      expect(refusal(answer)).toEqual([403, '1011004']);
      expect(idsIn(await query(escaped({ subscriptionId })))).toEqual([subscriptionId]);
    });

    it.each([
      ['an X of somebody else', { privateNum: FOREIGN_X }, '1011004'],
      ['only an A', { origNum: A }, '1010002'],
      ['a subscriptionId of 65 characters', { subscriptionId: 'i'.repeat(65) }, '1010002'],
    ])('refuses %s', async (_case, fields, code) => {
      expect(refusal(await unbind(escaped(fields)))).toEqual([403, code]);
    });
  });
};
