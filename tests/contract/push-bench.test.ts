import { expect, it } from 'vitest';
import { pushHandlerFigures } from '../bench/push-handler.ts';

it('measures the handler of pushes: with one that it refuses the benchmark would end', async () => {
  const figures = await pushHandlerFigures({ warmUp: 1, rounds: 1 });

  expect(figures.map(({ name, unit }) => [name, unit])).toEqual([
    ['push of 50 CDRs, our code alone', 'ms'],
    ['the same with the lean client, network stubbed', 'ms'],
    ['the same with the SDK, network stubbed', 'ms'],
  ]);
  expect(figures.every(({ value }) => value > 0)).toBe(true);
});
