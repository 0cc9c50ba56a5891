import { median, percentile } from '../report.ts';

/** A figure with the first and the last decile of its rounds; a count has none. */
export type Measured = Readonly<{ value: number; low?: number; high?: number }>;

/** A line of the table. */
export type Row = Readonly<{
  name: string;
  /** Ours, as it is now. */
  now: Measured;
  /** The most it should be. */
  goal?: number;
  /** A plain function on middy and `@aws-sdk/lib-dynamodb`. */
  plain?: Measured;
  /** The same with the idempotency of Powertools. */
  powertools?: Measured;
  /** One PutItem, signed by hand. */
  floor?: Measured;
}>;

/** The median of the ratios of rounds that were run in pairs, with the first and the last decile. */
export const ratio = (values: readonly number[], bases: readonly number[]): Measured => {
  const ratios = values.map((value, round) => value / (bases[round] ?? Number.NaN));
  return { value: median(ratios), low: percentile(ratios, 0.1), high: percentile(ratios, 0.9) };
};

const COLUMNS = ['now', 'goal', 'plain', 'powertools', 'floor'] as const;
const HEADINGS = [
  '',
  'now',
  'goal',
  'plain middy + lib-dynamodb',
  'Powertools idempotency',
  'one hand-signed put',
];

/** The rows as a table in Markdown. */
export const tableOf = (rows: readonly Row[]): string => {
  const lines = [HEADINGS, ['---', ...COLUMNS.map(() => '---:')], ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
    .join('\n');
};

const cellsOf = (row: Row): string[] => [row.name, ...COLUMNS.map((column) => written(row[column]))];

const written = (measured: Measured | number | undefined): string => {
  if (measured === undefined) return '';
  if (typeof measured === 'number') return String(measured);
  const { value, low, high } = measured;
  if (low === undefined || high === undefined) return String(value);
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
};
