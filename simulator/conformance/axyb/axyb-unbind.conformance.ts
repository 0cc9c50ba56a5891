import { describe, expect, it } from 'vitest';
import { A, B, C, refusal } from '../target.ts';
import { type AxybSession, entriesIn } from './axyb-session.ts';

/** Ending the whole or one Y-B (`privatenumber_axyb_0018`). */
export const axybUnbindConformance = (session: AxybSession): void => {
  const { bindA, bindB, end, find } = session;

  describe('unbind', () => {
    it('ends A-X with all its Y-B by subscriptionId alone', async () => {
      const { id, number } = await bindA(A);
      await bindB(id, B);

      const answer = await end({ subscriptionId: id });

      expect(answer.json).toEqual({ resultcode: '0', resultdesc: 'Success' });
      expect(refusal(await find({ subscriptionId: id }))).toEqual([403, '1016001']);
      expect((await bindA(C)).number).toBe(number);
    });

    it.each([
      ['yNum', (y: string) => ({ yNum: y })],
      ['bNum', () => ({ bNum: B })],
    ])('ends one Y-B by %s, and leaves the rest', async (_case, fieldsOf) => {
      const { id } = await bindA(A);
      const { number } = await bindB(id, B);
      await bindB(id, C);

      const answer = await end({ subscriptionId: id, ...fieldsOf(number) });

      expect(answer.json?.['resultcode']).toBe('0');
      expect(entriesIn(await find({ subscriptionId: id })).map(({ numB }) => numB)).toEqual([C]);
    });

    it('prefers yNum to bNum', async () => {
      const { id } = await bindA(A);
      await bindB(id, B);
      const { number } = await bindB(id, C);

      await end({ subscriptionId: id, yNum: number, bNum: B });

      expect(entriesIn(await find({ subscriptionId: id })).map(({ numB }) => numB)).toEqual([B]);
    });

    it('leaves A-X when its last Y-B ends', async () => {
      const { id, number } = await bindA(A);
      await bindB(id, B);

      await end({ subscriptionId: id, bNum: B });

      const [entry] = entriesIn(await find({ subscriptionId: id }));
      expect(entry).toMatchObject({ numA: A, numX: number });
      expect(entry).not.toHaveProperty('numB');
    });

    it.each([
      ['an unknown subscriptionId', { subscriptionId: 'nobody' }, '1016001'],
      ['no subscriptionId', { yNum: '+8617000000001' }, '1010002'],
      ['a subscriptionId of 65 characters', { subscriptionId: 'i'.repeat(65) }, '1010002'],
    ])('refuses %s', async (_case, fields, code) => {
      expect(refusal(await end(fields))).toEqual([403, code]);
    });

    it('finds nothing the second time, neither the whole nor a Y-B', async () => {
      const { id } = await bindA(A);
      await bindB(id, B);
      await end({ subscriptionId: id, bNum: B });

      const noRelation = await end({ subscriptionId: id, bNum: B });
      await end({ subscriptionId: id });

      expect([noRelation, await end({ subscriptionId: id })].map(refusal)).toEqual([
        [403, '1016001'],
        [403, '1016001'],
      ]);
    });
  });
};
