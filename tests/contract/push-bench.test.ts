import { expect, it } from 'vitest';
import { pushHandlerFigures } from '../bench/push-handler.ts';
import { warmPushRow } from '../bench/table/warm-push-row.ts';

it('measures the handler of pushes: with one that it refuses the benchmark would end', async () => {
  const figures = await pushHandlerFigures({ warmUp: 1, rounds: 1 });

  expect(figures.map(({ name, unit }) => [name, unit])).toEqual([['push of 50 CDRs, our code alone', 'ms']]);
  expect(figures.every(({ value }) => value > 0)).toBe(true);
});

it('measures a warm push beside its peers, each of which answers it', async () => {
  const { now, plain, powertools } = await warmPushRow(1, 1);

  for (const measured of [now, plain, powertools]) expect(measured?.value).toBeGreaterThan(0);
});
