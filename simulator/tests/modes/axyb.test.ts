import { describe, expect, it } from 'vitest';
import { A, B, C, codeOf, D } from '../playground.ts';
import { type Fields, openMode, X3, Y } from './open-mode.ts';

const openAxyb = async () => {
  const play = await openMode('AXYB');
  return {
    ...play,
    /** Binds one number, A on an X or, with a subscriptionId, B on a Y; answers id and number. */
    bindOne: async (body: Fields) => {
      const { json } = await play.send('POST', { body });
      return { id: String(json?.['subscriptionId']), number: String(json?.['relationNumber']) };
    },
    codeOfCall: async (from: string, to: string) => (await play.call({ from, to })).stateCode,
    relations: async () => (await play.control.bindings())[0]?.['relations'],
  };
};

describe('callers that nobody has bound in AXYB', () => {
  it('get a Y at their first call, and keep it', async () => {
    const axyb = await openAxyb();
    const { id, number: x } = await axyb.bindOne({ origNum: A, ybDuration: 600 });

    await axyb.call({ from: C, to: x });
    await axyb.call({ from: C, to: x });

    const seen = { subscriptionId: id, fwdDisplayNum: Y, fwdDstNum: A };
    expect(axyb.pushed().cdrs()).toMatchObject([seen, seen]);
    expect(await axyb.relations()).toMatchObject([
      { y: Y, b: C, automatic: true, expiresAt: '2026-03-01T02:41:20.000Z' },
    ]);
  });

  it('can be called back by A', async () => {
    const axyb = await openAxyb();
    const { number: x } = await axyb.bindOne({ origNum: A });
    await axyb.call({ from: C, to: x });

    await axyb.call({ from: A, to: Y });

    expect(axyb.pushed().cdrs().at(-1)).toMatchObject({ direction: 1, fwdDstNum: C, fwdDisplayNum: x });
    expect(x).toBe('+8617000000001');
  });

  it('are turned away when no number is left for a Y', async () => {
    const axyb = await openAxyb();
    const { number: x } = await axyb.bindOne({ origNum: A });
    await axyb.call({ from: B, to: x });
    await axyb.call({ from: C, to: x });

    expect(await axyb.codeOfCall(D, x)).toBe(8031);
    expect(axyb.pushed().cdrs().at(-1)).toMatchObject({ direction: 0, ulFailReason: 8031 });
  });

  it('get no Y on a number that is not in use', async () => {
    const axyb = await openAxyb();
    const { number: x } = await axyb.bindOne({ origNum: A });
    for (const number of [Y, X3]) await axyb.control.setNumber(number, { state: 11, notify: false });

    expect(await axyb.codeOfCall(B, x)).toBe(8031);
  });

  it('get no Y that is full', async () => {
    const axyb = await openAxyb();
    await axyb.control.setSettings({ relationsPerY: 1 });
    const one = await axyb.bindOne({ origNum: A });
    const other = await axyb.bindOne({ origNum: D });
    await axyb.call({ from: B, to: one.number });

    expect(await axyb.codeOfCall(C, other.number)).toBe(8031);
  });
});

describe('a Y-B of AXYB', () => {
  it('ends by itself and leaves A-X', async () => {
    const axyb = await openAxyb();
    const { id } = await axyb.bindOne({ origNum: A, duration: 600 });
    const { number: y } = await axyb.bindOne({ origNum: B, subscriptionId: id, ybDuration: 60 });

    await axyb.control.advance(59);
    const before = await axyb.codeOfCall(A, y);
    await axyb.control.advance(1);

    const found = codeOf(await axyb.send('GET', { query: `subscriptionId=${id}` }));
    expect([before, await axyb.codeOfCall(A, y), found]).toEqual([0, 8030, '200/0']);
    expect(await axyb.relations()).toEqual([]);
  });

  it('never outlives A-X', async () => {
    const axyb = await openAxyb();
    const { id } = await axyb.bindOne({ origNum: A, duration: 600 });
    await axyb.control.advance(500);
    const { number: y } = await axyb.bindOne({ origNum: B, subscriptionId: id, ybDuration: 600 });
    const shown = await axyb.relations();

    await axyb.control.advance(100);

    expect(shown).toMatchObject([{ expiresAt: '2026-03-01T02:41:20.000Z' }]);
    expect(await axyb.codeOfCall(A, y)).toBe(8030);
  });

  it('gives its Y to the next one when it is over', async () => {
    const axyb = await openAxyb();
    const { id } = await axyb.bindOne({ origNum: A });
    const { number: y } = await axyb.bindOne({ origNum: B, subscriptionId: id, ybDuration: 60 });
    await axyb.control.advance(60);

    expect((await axyb.bindOne({ origNum: C, subscriptionId: id })).number).toBe(y);
  });
});
