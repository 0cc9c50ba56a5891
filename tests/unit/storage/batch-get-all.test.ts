import { describe, expect, it } from 'vitest';
import { batchGetAll } from '../../../shared/storage/batch-get-all.ts';
import type { Attributes } from '../../../shared/storage/documents.ts';
import { documentsAround } from '../../fakes/documents-around.ts';

const keyOf = (number: number) => ({ pk: `B#${number}`, sk: 'B' });
const keysTo = (count: number) => Array.from({ length: count }, (_, number) => keyOf(number));
const CALL = { purpose: 'reading the bindings', table: 'bindings' };

/** A store that leaves the last `left` keys of a request unread, `times` times. */
const aStore = ({ left = 0, times = 0 }: { left?: number; times?: number } = {}) => {
  const asked: (readonly Attributes[])[] = [];
  const waits: number[] = [];
  const documents = documentsAround(async (call) => {
    if (call.name !== 'batchGet') throw new Error(`nobody said what ${call.name} does`);
    const { keys } = call.input;
    asked.push(keys);
    const read = asked.length > times ? keys.length : keys.length - left;
    return { items: keys.slice(0, read), unread: keys.slice(read) };
  });
  const backOff = { sleep: async (milliseconds: number) => void waits.push(milliseconds), random: () => 0.5 };
  return { asked, waits, read: (keys: Attributes[]) => batchGetAll(documents, { ...CALL, keys }, backOff) };
};

describe('reading the items of many keys', () => {
  it('asks for at most a hundred of them at a time', async () => {
    const { asked, waits, read } = aStore();

    const items = await read(keysTo(201));

    expect(asked.map((keys) => keys.length)).toEqual([100, 100, 1]);
    expect(items).toEqual(keysTo(201));
    expect(waits).toEqual([]);
  });

  it('asks for a key once that is there twice', async () => {
    const { asked, read } = aStore();

    await read([keyOf(1), keyOf(2), keyOf(1)]);

    expect(asked).toEqual([[keyOf(1), keyOf(2)]]);
  });

  it('asks nothing when there are none', async () => {
    const { asked, read } = aStore();

    expect(await read([])).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('asks again for the keys that were left unread, and for no other', async () => {
    const { asked, waits, read } = aStore({ left: 1, times: 1 });

    const items = await read(keysTo(3));

    expect(asked).toEqual([[keyOf(0), keyOf(1), keyOf(2)], [keyOf(2)]]);
    expect(items).toEqual(keysTo(3));
    expect(waits).toEqual([10]);
  });

  it('waits longer from round to round, up to half a second, of which chance takes a part', async () => {
    const { waits, read } = aStore({ left: 1, times: 9 });

    await read(keysTo(1));

    expect(waits).toEqual([10, 20, 40, 80, 160, 250, 250, 250, 250]);
  });

  it('gives up after ten rounds', async () => {
    const { asked, read } = aStore({ left: 1, times: 10 });

    await expect(read(keysTo(1))).rejects.toMatchObject({
      code: 'store-unavailable',
      message: 'reading the bindings left keys unread',
    });
    expect(asked).toHaveLength(10);
  });
});
