import { performance } from 'node:perf_hooks';

/** One line of the table. Ratios compare two things of the same run, so they mean the same on any machine. */
export type Figure = Readonly<{
  name: string;
  value: number;
  unit: string;
  /** The most it may be; absent: for information. */
  budget?: number;
}>;

/** Keeps few digits, so that the table and the JSON say no more than was measured. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** The value below which that share of the sample lies. */
export const percentile = (sample: readonly number[], share: number): number => {
  const sorted = sample.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

export const median = (sample: readonly number[]): number => percentile(sample, 0.5);

/** Milliseconds that work takes. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/** Does the work for every item, so many at a time. @throws the first failure, after the others have ended. */
export const inParallel = async <Item>(
  items: readonly Item[],
  parallel: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> => {
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) await work(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: parallel }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
};

/** The figures as text in columns. */
export const table = (figures: readonly Figure[]): string => {
  const rows = [
    ['what', 'measured', 'budget', ''],
    ...figures.map(({ name, value, unit, budget }) => [
      name,
      `${value} ${unit}`.trim(),
      budget === undefined ? '' : `<= ${budget} ${unit}`.trim(),
      budget === undefined ? '' : value <= budget ? 'ok' : 'OVER',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
