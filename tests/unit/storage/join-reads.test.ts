import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { BatchGetInput } from '../../../shared/storage/documents.ts';
import { joinReads } from '../../../shared/storage/join-reads.ts';
import { documentsAround } from '../../fakes/documents-around.ts';

const key = (pk: string) => ({ pk, sk: 's' });
const item = (pk: string) => ({ sk: 's', pk, text: `text of ${pk}` });

/** A store that has every item but for those of `absent`, and leaves those of `unread`; keys come back in another order. */
const setUp = ({
  absent = [],
  unread = [],
  failing = false,
}: Partial<Record<'absent' | 'unread', string[]>> & { failing?: boolean } = {}) => {
  const requests: BatchGetInput[] = [];
  const joined = joinReads(
    documentsAround(async ({ name, input }) => {
      if (name !== 'batchGet') throw new Error(name);
      requests.push(input);
      if (failing) throw new Error('away');
      const names = input.keys.map(({ pk }) => String(pk));
      return {
        items: names.filter((pk) => !absent.includes(pk) && !unread.includes(pk)).map(item),
        unread: names.filter((pk) => unread.includes(pk)).map((pk) => ({ sk: 's', pk })),
      };
    }),
  );
  const read = (purpose: string, names: readonly string[], table = 'numbers') =>
    joined.documents.batchGet({ purpose, table, keys: names.map(key) });
  return { ...joined, requests, read };
};

const asked = (requests: readonly BatchGetInput[]) =>
  requests.map(({ purpose, table, keys }) => [purpose, table, keys.map(({ pk }) => pk).join(' ')]);

describe('batch reads of one piece of work', () => {
  it('of one table travel together, every key once, and each gets its own', async () => {
    const { together, read, requests } = setUp({ absent: ['c'] });

    const answers = await together(() =>
      Promise.all([
        read('reading one', ['a', 'b']),
        Promise.resolve().then(() => read('reading two', ['b', 'c'])),
        read('reading one', ['d']),
      ]),
    );

    expect(asked(requests)).toEqual([['reading one and reading two', 'numbers', 'a b d c']]);
    expect(answers).toEqual([
      { items: [item('a'), item('b')], unread: [] },
      { items: [item('b')], unread: [] },
      { items: [item('d')], unread: [] },
    ]);
  });

  it('of other tables, and of a later turn, travel alone', async () => {
    const { together, read, requests } = setUp();

    await together(async () => {
      await Promise.all([read('one', ['a']), read('two', ['a'], 'bindings')]);
      await read('three', ['a']);
    });

    expect(asked(requests)).toEqual([
      ['one', 'numbers', 'a'],
      ['two', 'bindings', 'a'],
      ['three', 'numbers', 'a'],
    ]);
  });

  it('hear of the keys that the engine left unread, each of its own', async () => {
    const { together, read } = setUp({ unread: ['b'] });

    const answers = await together(() => Promise.all([read('one', ['a']), read('two', ['b'])]));

    expect(answers).toEqual([
      { items: [item('a')], unread: [] },
      { items: [], unread: [key('b')] },
    ]);
  });

  it('all fail when the request fails', async () => {
    const { together, read } = setUp({ failing: true });

    const results = await together(() => Promise.allSettled([read('one', ['a']), read('two', ['b'])]));

    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'store-unavailable', message: 'one and two failed' } },
      { status: 'rejected', reason: expect.any(AppError) },
    ]);
  });

  it('with more than a hundred keys travel one by one', async () => {
    const { together, read, requests } = setUp();
    const many = (letter: string) => Array.from({ length: 60 }, (_, index) => `${letter}${index}`);

    const answers = await together(() => Promise.all([read('one', many('a')), read('two', many('b'))]));

    expect(requests.map(({ keys }) => keys.length)).toEqual([60, 60]);
    expect(answers.map(({ items }) => items.length)).toEqual([60, 60]);
  });

  it('do not travel with those of other work, nor with those of no work at all', async () => {
    const { together, read, requests } = setUp();

    await Promise.all([
      together(() => Promise.all([read('one', ['a']), together(() => read('inner', ['d']))])),
      together(() => read('other', ['b'])),
      read('alone', ['c']),
    ]);

    expect(asked(requests).toSorted()).toEqual([
      ['alone', 'numbers', 'c'],
      ['one and inner', 'numbers', 'a d'],
      ['other', 'numbers', 'b'],
    ]);
  });
});
