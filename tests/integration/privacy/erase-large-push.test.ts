import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSentCdr } from '../../builders/pushes.ts';
import { RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

const PERSON = '+8613900003746';
const OTHER = '+8615800000429';

/** Text that gzip makes little smaller, the same in every run. */
const hardToPack = (seed: string, length: number): string => {
  let text = '';
  for (let block = 0; text.length < length; block += 1)
    text += createHash('sha256').update(`${seed} ${block}`).digest('base64');
  return text;
};

const feeOf = (callerNum: string, sessionId: string) =>
  aSentCdr({
    appKey: RIDES.appKey,
    bindNum: xNumber(5),
    sessionId,
    icid: sessionId,
    callerNum,
    calleeNum: xNumber(5),
    fwdDstNum: '+8613800006053',
    note: hardToPack(sessionId, 9000),
  });

describe('the erasure of a person from a push that is stored in several parts', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
    const feeLst = [
      ...Array.from({ length: 39 }, (_, index) => feeOf(OTHER, `session-${index}`)),
      feeOf(PERSON, 'session-39'),
    ];
    await stack.control.pushRaw({ appKey: RIDES.appKey, kind: 'cdr', body: { eventType: 'fee', feeLst } });
  });
  afterAll(() => stack.close());

  type Answer = {
    found: object;
    left: { kind: string }[];
    unreadable: number;
    records: { kind: string; id: string }[];
  };
  const order = (action: string): Promise<Answer> =>
    stack.invoke('manage-privacy', { action, party: PERSON, operator: 'dora' });
  const pushes = async () =>
    (await stack.items('PUSHES_TABLE'))
      .filter(({ pk }) => String(pk).startsWith('N#'))
      .map(({ sk, sealed, erasedAt }) => ({
        item: String(sk).split('#')[0],
        isSealed: sealed !== undefined,
        isErased: erasedAt !== undefined,
      }));

  it('finds the push by its last item, once', async () => {
    expect(await pushes()).toEqual(
      expect.arrayContaining([
        { item: 'N', isSealed: true, isErased: false },
        { item: 'P', isSealed: true, isErased: false },
      ]),
    );

    const { found, records, unreadable } = await order('export');

    expect([found, unreadable]).toEqual([{ push: 1, call: 1 }, 0]);
    expect(records.filter(({ kind }) => kind === 'push')).toHaveLength(1);
    expect(JSON.stringify(records)).not.toContain(OTHER.slice(3));
  });

  it('removes the parts that a run which broke has left', async () => {
    stack.store.judge = ({ name, input }) =>
      name === 'remove' && input.purpose === 'erasing a person from the journal' ? 'before' : 'ok';
    await expect(order('erase')).rejects.toThrow();
    stack.store.judge = () => 'ok';
    expect(await pushes()).toEqual(
      expect.arrayContaining([
        { item: 'N', isSealed: false, isErased: true },
        { item: 'P', isSealed: true, isErased: false },
      ]),
    );

    const { left, unreadable } = await order('erase');

    expect([left.filter(({ kind }) => kind === 'push'), unreadable]).toEqual([[], 0]);
    expect(await pushes()).toEqual([{ item: 'N', isSealed: false, isErased: true }]);
  });

  it('leaves the calls of the others, which the push has told', async () => {
    const answer = await stack.request('GET', `/calls?limit=100&party=${encodeURIComponent(OTHER)}`);

    expect((answer.body as { items: object[] }).items).toHaveLength(39);
  });
});
