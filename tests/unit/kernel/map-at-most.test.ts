import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { mapAtMost } from '../../../shared/kernel/map-at-most.ts';

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Work that ends when it is told to. */
const manual = () => {
  const begun: string[] = [];
  const ends = new Map<string, { succeed: () => void; fail: (error: Error) => void }>();
  const work = (letter: string): Promise<string> => {
    begun.push(letter);
    return new Promise((resolve, reject) => {
      ends.set(letter, { succeed: () => resolve(letter.toUpperCase()), fail: reject });
    });
  };
  const succeed = async (letter: string) => {
    ends.get(letter)?.succeed();
    await turn();
  };
  const fail = async (letter: string) => {
    ends.get(letter)?.fail(new Error(`${letter} is broken`));
    await turn();
  };
  return { begun, work, succeed, fail };
};

describe('mapping with a bound', () => {
  it('begins items in order, and the next one whenever one has ended', async () => {
    const { begun, work, succeed } = manual();
    const mapping = mapAtMost({ atMost: 2 }, LETTERS, work);
    await turn();
    const atFirst = [...begun];

    await succeed('b');
    const afterOne = [...begun];
    for (const letter of ['a', 'c', 'd', 'e', 'f']) await succeed(letter);
    await mapping;

    expect(atFirst).toEqual(['a', 'b']);
    expect(afterOne).toEqual(['a', 'b', 'c']);
    expect(begun).toEqual(LETTERS);
  });

  it('gives results in the order of the items, whichever ends first', async () => {
    const { work, succeed } = manual();
    const mapping = mapAtMost({ atMost: 6 }, LETTERS, work);
    await turn();

    for (const letter of ['c', 'a', 'f', 'b', 'e', 'd']) await succeed(letter);

    await expect(mapping).resolves.toEqual({ results: ['A', 'B', 'C', 'D', 'E', 'F'], untouched: [] });
  });

  it('leaves results as they are when they are lists or nothing', async () => {
    const { results } = await mapAtMost({ atMost: 2 }, [1, 2], async (item) =>
      item === 1 ? [1, 1] : undefined,
    );

    expect(results).toEqual([[1, 1], undefined]);
  });

  it('tells the work the place of an item', async () => {
    const { results } = await mapAtMost({ atMost: 2 }, ['a', 'b'], async (item, index) => `${item}${index}`);

    expect(results).toEqual(['a0', 'b1']);
  });

  it('needs no items', async () => {
    const mapped = await mapAtMost({ atMost: 4 }, [], async () => 1);

    expect(mapped).toEqual({ results: [], untouched: [] });
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the bound %d', async (atMost) => {
    await expect(mapAtMost({ atMost }, LETTERS, async () => 1)).rejects.toThrow(TypeError);
  });
});

describe('mapping with a bound, when time is up', () => {
  it('begins nothing more, ends what is in work, and tells what is untouched', async () => {
    const { begun, work, succeed } = manual();
    let isTime = true;
    const mapping = mapAtMost({ atMost: 2, hasTime: () => isTime }, LETTERS, work);
    await turn();

    isTime = false;
    await succeed('a');
    await succeed('b');

    await expect(mapping).resolves.toEqual({ results: ['A', 'B'], untouched: ['c', 'd', 'e', 'f'] });
    expect(begun).toEqual(['a', 'b']);
  });

  it('begins nothing at all when there is none from the start', async () => {
    const { begun, work } = manual();

    const mapped = await mapAtMost({ atMost: 2, hasTime: () => false }, LETTERS, work);

    expect(mapped).toEqual({ results: [], untouched: LETTERS });
    expect(begun).toEqual([]);
  });

  it('does not begin again when there seems to be time after all', async () => {
    let asked = 0;
    const hasTime = () => {
      asked += 1;
      return asked !== 2;
    };

    const mapped = await mapAtMost({ atMost: 1, hasTime }, LETTERS, async (letter) => letter);

    expect(mapped).toEqual({ results: ['a'], untouched: ['b', 'c', 'd', 'e', 'f'] });
    expect(asked).toBe(2);
  });
});

describe('mapping with a bound that stops at a failure', () => {
  it('throws it at once and begins nothing more', async () => {
    const { begun, work, succeed, fail } = manual();
    const mapping = mapAtMost({ atMost: 2 }, LETTERS, work);
    const thrown = expect(mapping).rejects.toThrow('b is broken');
    await turn();

    await fail('b');
    await thrown;
    await succeed('a');

    expect(begun).toEqual(['a', 'b']);
  });

  it('keeps later failures of what was in work to itself', async () => {
    const { work, fail } = manual();
    const mapping = mapAtMost({ atMost: 2 }, LETTERS, work);
    const thrown = expect(mapping).rejects.toThrow('a is broken');
    await turn();

    await fail('a');
    await thrown;

    // An unhandled rejection fails the run.
    await fail('b');
  });

  it('passes on what is thrown even if it is nothing', async () => {
    await expect(mapAtMost({ atMost: 1 }, ['a'], () => Promise.reject())).rejects.toBeUndefined();
  });
});

describe('mapping that goes on behind a failure', () => {
  const BOUNDS = { atMost: 2, onFailure: 'go-on' } as const;

  it('does every other item, and throws the first failure in the end', async () => {
    const tried: string[] = [];

    const mapping = mapAtMost(BOUNDS, LETTERS, async (letter) => {
      tried.push(letter);
      if (letter !== 'f') throw new Error(`${letter} is broken`);
    });

    await expect(mapping).rejects.toThrow('a is broken');
    expect(tried).toEqual(LETTERS);
  });
});
