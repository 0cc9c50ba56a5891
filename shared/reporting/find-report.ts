import type { Clock } from '../kernel/clock.ts';
import type { E164 } from '../kernel/e164.ts';
import { AppError } from '../kernel/errors.ts';
import { platformError } from '../kernel/platform-outcome.ts';
import { askPlatform } from './hear-platform.ts';
import type { ReportChanges, ReportQueries, ReportRecord, ReportRegistry } from './report.ts';
import { unknownReport } from './report-rules.ts';

type Deps = Readonly<{ platform: ReportQueries; registry: ReportRegistry; clock: Clock }>;

/**
 * The report of one number, as the platform says now.
 *
 * @throws {AppError} whatever keeps the platform from saying it.
 */
export const findReport = async (deps: Deps, number: E164): Promise<ReportRecord> => {
  const answer = await askPlatform(deps, [number]);
  if (answer.kind !== 'ok') throw platformError(answer);
  return answer.value.get(number) ?? unknownReport(number);
};

/**
 * Takes a number off the platform's list of reports. Its failures stay on record, so that nobody gets around the bar by it. Repeating
 * is safe.
 *
 * @throws {AppError} whatever the platform answers.
 */
export const removeReport = async (
  deps: Deps & Readonly<{ changes: ReportChanges }>,
  number: E164,
): Promise<ReportRecord> => {
  const removed = await deps.changes.remove([number]);
  const isThere = removed.kind !== 'refused' || removed.class !== 'not-found';
  if (removed.kind !== 'ok' && isThere) throw platformError(removed);
  const record = await findReport(deps, number);
  if (record.state === 'unknown' && record.failures === 0) await deps.registry.remove(record);
  return record;
};

/**
 * Forgets the failures of a number, so that it may be submitted again.
 *
 * @returns false: there were none
 * @throws {AppError} `version-conflict` when something else was written meanwhile.
 */
export const liftBar = async (
  { registry }: Pick<Deps, 'registry'>,
  number: E164,
  dryRun: boolean,
): Promise<boolean> => {
  const record = (await registry.read([number])).get(number);
  if (record === undefined || record.failures === 0) return false;
  if (dryRun) return true;
  const written = await registry.write({ ...record, failures: 0, failedAt: undefined });
  if (written === undefined)
    throw new AppError('version-conflict', 'the report was changed at the same time');
  return true;
};
