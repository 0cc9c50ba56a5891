import { describe, expect, it } from 'vitest';
import type { PlaceCall } from '../../calls/place-call.ts';
import { A, B, C, D, X } from '../playground.ts';
import { type Fields, openMode } from './open-mode.ts';

const HOUR = 3600;

const openAxe = async (fields: Fields = {}) => {
  const play = await openMode('AXE');
  const subscriptionId = await play.bind(fields);
  return {
    ...play,
    subscriptionId,
    callA: (from: string, more: Partial<PlaceCall> = {}) => play.call({ from, extension: '1234', ...more }),
    /** A calls X; the state code of the end. */
    callBack: async () => (await play.call({ from: A })).stateCode,
  };
};

describe('a call-back of AXE', () => {
  it('connects A with the last caller, without an extension', async () => {
    const axe = await openAxe();
    await axe.callA(B);
    await axe.callA(C, { outcome: 'no-answer' });
    axe.receiver.received.length = 0;

    const stateCode = await axe.callBack();

    const { subscriptionId } = axe;
    const [cdr] = axe.pushed().cdrs();
    expect(stateCode).toBe(0);
    expect(axe.types()).toEqual(['callin', 'callout', 'alerting', 'answer', 'disconnect']);
    expect(axe.pushed().events()[0].statusInfo).not.toHaveProperty('subscriptionId');
    expect(cdr).toMatchObject({ direction: 1, subscriptionId, callerNum: A, calleeNum: X, fwdDstNum: C });
    expect(cdr).not.toHaveProperty('extendNum');
  });

  it.each([
    ['a caller who gave up before', 'caller-gave-up-before-transfer' as const],
    ['nobody', undefined],
  ])('has no record of %s', async (_case, outcome) => {
    const axe = await openAxe();
    if (outcome) await axe.callA(B, { outcome });

    expect(await axe.callBack()).toBe(8019);
  });

  it('rings callbackNum without a record, and the last caller with one', async () => {
    const axe = await openAxe({ callbackNum: D });
    const first = await axe.callBack();
    await axe.callA(B);

    expect([first, await axe.callBack()]).toEqual([0, 0]);
    const reached = axe.pushed().cdrs();
    expect(reached.map(({ fwdDstNum }) => fwdDstNum)).toEqual([D, A, B]);
  });

  it.each([
    ['its own time', { bindExpiredTime: 24, callbackExpiredTime: 2 }, 2 * HOUR],
    ['minutes', { timeUnit: '1', bindExpiredTime: 90, callbackExpiredTime: 10 }, 600],
    ['the time of the binding, if it has none', { bindExpiredTime: 0 }, 168 * HOUR],
    ['a time that was changed', { bindExpiredTime: 24, callbackExpiredTime: 12, change: 3 }, 3 * HOUR],
  ])('keeps its record for %s', async (_case, { change, ...times }: Fields, seconds) => {
    const axe = await openAxe(times);
    if (change) {
      const body = { virtualNum: X, extendNum: '1234', callbackExpiredTime: change };
      await axe.send('PUT', { body });
    }
    await axe.callA(B);

    await axe.control.advance(seconds - 1);
    const before = await axe.callBack();
    await axe.control.advance(1);

    expect([before, await axe.callBack()]).toEqual([0, 8019]);
  });
});

describe('AXE', () => {
  it('gives extensions of the length of the application', async () => {
    const axe = await openAxe();

    const { json } = await axe.send('POST', { body: { bindNum: B, virtualNum: X } });

    expect(json?.['extendNum']).toMatch(/^(?!0000)\d{4}$/);
  });

  it('can spell the extension of a CDR in the other way', async () => {
    const axe = await openAxe();
    await axe.control.setDialect({ extension: 'extendNumber' });

    await axe.callA(B);

    expect(axe.pushed().cdrs()[0]).toMatchObject({ extendNumber: '1234' });
    expect(axe.pushed().cdrs()[0]).not.toHaveProperty('extendNum');
  });

  it('answers an empty page in the dialect, under another name of the list', async () => {
    const axe = await openMode('AXE');
    await axe.control.setDialect({ emptyQuery: 'total-0', axeList: 'otherName' });

    const { json } = await axe.client.send('GET', '/rest/caas/extendnumber/v2.0', {
      query: 'virtualNum=%2B8617000000001',
    });

    expect(json).toEqual({ resultcode: '0', resultdesc: 'Success', otherName: [] });
  });
});
