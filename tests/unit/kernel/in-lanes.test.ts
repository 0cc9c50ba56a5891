import { describe, expect, it } from 'vitest';
import { inLanes } from '../../../shared/kernel/in-lanes.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

describe('work in lanes', () => {
  it('is done for every item, at most so many at a time', async () => {
    let running = 0;
    let most = 0;

    const results = await inLanes(numbers(20), 4, async (number) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return number * 2;
    });

    expect([...results].sort((a, b) => a - b)).toEqual(numbers(20).map((number) => number * 2));
    expect(most).toBe(4);
  });

  it('goes on with the other items when one fails, and fails in the end', async () => {
    const done: number[] = [];

    const working = inLanes(numbers(20), 4, async (number) => {
      if (number === 2) throw new Error('two is broken');
      done.push(number);
    });

    await expect(working).rejects.toThrow('two is broken');
    expect(done.sort((a, b) => a - b)).toEqual(numbers(20).filter((number) => number !== 2));
  });

  it('gives up after one try a lane when everything fails', async () => {
    let tries = 0;

    const working = inLanes(numbers(20), 4, async () => {
      tries += 1;
      throw new Error('away');
    });

    await expect(working).rejects.toThrow('away');
    expect(tries).toBe(4);
  });

  it('is nothing for no items', async () => {
    expect(await inLanes([], 4, async () => 1)).toEqual([]);
  });
});
