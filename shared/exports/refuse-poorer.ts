import { AppError } from '../kernel/errors.ts';
import type { ExportCounts } from './export-days.ts';

const KINDS = ['calls', 'messages', 'bindings'] as const;

/** How many rows of each kind. */
export type RowCounts = Pick<ExportCounts, (typeof KINDS)[number]>;

/**
 * Refuses to replace the files of a day by some with fewer rows of a kind, a data key or an app that is gone for one.
 *
 * @throws {AppError} `invalid-request` with both counts.
 */
export const refusePoorer = (day: string, former: RowCounts, next: RowCounts): void => {
  if (KINDS.every((kind) => next[kind] >= former[kind])) return;
  throw new AppError(
    'invalid-request',
    `nothing was written: the files of ${day} have ${inWords(former)}, and would have ${inWords(next)}. Bring back what is gone, a data key or an app of the configuration, or give force`,
  );
};

/**
 * Refuses to replace the files of an app that the configuration does not have: its rows are read no more.
 *
 * @throws {AppError} `invalid-request` naming the apps.
 */
export const refuseWithout = (day: string, former: ReadonlySet<string>, apps: readonly string[]): void => {
  const gone = [...former].filter((app) => !apps.includes(app)).sort();
  if (gone.length === 0) return;
  throw new AppError(
    'invalid-request',
    `nothing was written: ${day} has files of ${gone.join(', ')}, which the configuration does not have. Bring back what is gone, or give force`,
  );
};

const inWords = (counts: RowCounts): string => KINDS.map((kind) => `${kind} ${counts[kind]}`).join(', ');
