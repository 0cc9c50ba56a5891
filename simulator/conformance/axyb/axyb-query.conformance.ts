import { describe, expect, it } from 'vitest';
import { A, B, C, NOT_FOUND } from '../target.ts';
import { type AxybSession, entriesIn } from './axyb-session.ts';

/** Finding bindings (`privatenumber_axyb_0019`). */
export const axybQueryConformance = (session: AxybSession): void => {
  const { bindA, bindB, find } = session;

  describe('query', () => {
    it('shows a Y-B with the documented fields, durations as text', async () => {
      const { id, number: x } = await bindA(A, { duration: 600, userData: 'order-1' });
      const { number: y } = await bindB(id, B, { ybDuration: 300 });

      const answer = await find({ subscriptionId: id });

      expect(answer.json).toEqual({
        resultcode: '0',
        resultdesc: 'Success',
        xyRelationNumList: [
          {
            bindId: id,
            numA: A,
            numX: x,
            numY: y,
            numB: B,
            recordFlag: 'false',
            subscribeTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
            callDirection: 0,
            duration: '600',
            ybDuration: '300',
            userData: 'order-1',
          },
        ],
      });
    });

    it('shows A-X alone without Y and B, and what was set', async () => {
      const settings = {
        recordFlag: 'true',
        recordHintTone: 'notice.wav',
        callDirection: 2,
        preVoiceX: 'x.wav',
        preVoiceY: 'y.wav',
      };
      const { id } = await bindA(A, settings);

      const [entry] = entriesIn(await find({ subscriptionId: id }));

      expect(entry).toMatchObject({ bindId: id, numA: A, ...settings });
      expect(Object.keys(entry ?? {})).not.toContain('numY');
    });

    it('lets what step 2 sets go before what step 1 set', async () => {
      const { id } = await bindA(A, { userData: 'of A', preVoiceY: 'a.wav', preVoiceX: 'x.wav' });
      await bindB(id, B, { userData: 'of B', preVoiceY: 'b.wav' });

      expect(entriesIn(await find({ subscriptionId: id }))).toMatchObject([
        { userData: 'of B', preVoiceY: 'b.wav', preVoiceX: 'x.wav' },
      ]);
    });

    it('shows up to five entries', async () => {
      const { id } = await bindA(A);
      for (let at = 0; at < 6; at += 1) await bindB(id, `+861390000002${at}`);

      const entries = entriesIn(await find({ subscriptionId: id }));

      expect(entries).toHaveLength(5);
      expect(new Set(entries.map(({ numY }) => numY)).size).toBe(5);
    });

    it('does not find the binding of an X that is free again', async () => {
      const { id, number } = await bindA(C);
      await session.end({ subscriptionId: id });

      expect(NOT_FOUND).toContain((await find({ relationNum: number })).json?.['resultcode']);
    });
  });
};
