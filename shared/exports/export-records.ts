import { addSeconds, type Clock, iso } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../observability/logger.ts';
import {
  added,
  appsWithFiles,
  beginning,
  clearParts,
  type ExportDayDeps,
  exportPart,
  readPart,
} from './export-day.ts';
import type { ExportCounts, ExportDay, ExportDays, ExportPlace } from './export-days.ts';
import { dayOf, type ExportForm } from './export-row.ts';
import { type RowCounts, refusePoorer, refuseWithout } from './refuse-poorer.ts';

export type ExportRecordsDeps = ExportDayDeps &
  Readonly<{
    form: ExportForm | 'off';
    days: ExportDays;
    apps: readonly Readonly<{ name: string }>[];
    clock: Clock;
    logger: Logger;
  }>;

/** The journal tells of 31 days, and an order may take a while. */
const REACHES_BACK_DAYS = 30;
const DAY_SECONDS = 24 * 3600;
/** A day is over when its last pushes are stored and its index shows them. */
const AFTER_MIDNIGHT_SECONDS = 3600;
/** Longer than a run of the function takes. */
const LEASE_SECONDS = 16 * 60;

/** A day as operators see it. `finishedAt`: `null` while something is left. */
export type ExportDayReport = Readonly<{ day: string; finishedAt: string | null; rows: ExportCounts }>;

/** The result of a run. */
export type ExportReport = Readonly<{
  form: ExportForm | 'off';
  days: readonly ExportDayReport[];
  /** Of a dry run: where to go on. */
  next?: ExportPlace;
}>;

/** The last day that is over. */
const lastDay = (now: Date): string => dayOf(iso(addSeconds(now, -AFTER_MIDNIGHT_SECONDS - DAY_SECONDS)));
const firstDay = (now: Date): string => dayOf(iso(addSeconds(now, -REACHES_BACK_DAYS * DAY_SECONDS)));
const dayAfter = (day: string): string => dayOf(iso(addSeconds(new Date(day), DAY_SECONDS)));

/**
 * Exports every finished day since the first one that was exported, the oldest first, as long as there is time. Without one: yesterday.
 *
 * @throws {AppError} `store-unavailable`: the next run goes on.
 */
export const exportDue = async (deps: ExportRecordsDeps, hasTime: () => boolean): Promise<ExportReport> => {
  if (deps.form === 'off') return { form: 'off', days: [] };
  const last = lastDay(deps.clock());
  const known = await deps.days.list(firstDay(deps.clock()));
  const worked: ExportDay[] = [];
  for (let day = known[0]?.day ?? last; day <= last && hasTime(); day = dayAfter(day)) {
    const state = known.find((each) => each.day === day) ?? beginning(day, false);
    if (state.finishedAt !== undefined) continue;
    const after = await workOn(deps, state, hasTime);
    if (after !== undefined) worked.push(after);
  }
  return reportOf(deps, worked);
};

/**
 * An order for one day. `begin`: everything of it again; without it the order goes on where it was. `dryRun` counts and writes nothing.
 * `force`: also where fewer rows would be written than are there. `counted`: what dry runs have counted of the whole day; without it it is
 * counted first.
 */
export type ExportOrder = Readonly<{
  day: string;
  begin: boolean;
  dryRun: boolean;
  from?: ExportPlace | undefined;
  force: boolean;
  counted?: RowCounts | undefined;
}>;

/**
 * Exports a day again. Its former objects go first.
 *
 * @throws {AppError} `invalid-request` for a day that is not over or too long ago, where exports are off, and where finished files would be
 * replaced by poorer ones; `store-unavailable`.
 */
export const exportAgain = async (
  deps: ExportRecordsDeps,
  order: ExportOrder,
  hasTime: () => boolean,
): Promise<ExportReport> => {
  const { day, begin, dryRun, from, force } = order;
  if (deps.form === 'off')
    throw new AppError('invalid-request', 'nothing is exported: the parameter exports is off');
  const now = deps.clock();
  if (day < firstDay(now) || day > lastDay(now))
    throw new AppError(
      'invalid-request',
      `day must be from ${firstDay(now)} to ${lastDay(now)}: one that is over, and still in the journal of pushes`,
    );
  if (dryRun) return count(deps, day, from, hasTime);
  const [known] = await deps.days.list(day);
  const isKnown = known?.day === day;
  if (isKnown && known.finishedAt !== undefined && begin && !force) {
    const names = deps.apps.map(({ name }) => name);
    refuseWithout(day, await appsWithFiles(deps.objects, day), names);
    refusePoorer(day, known.counts, order.counted ?? (await countWhole(deps, day, hasTime)));
  }
  const state =
    isKnown && !begin ? known : { ...beginning(day, true), revision: isKnown ? known.revision : 0 };
  if (state.finishedAt !== undefined) return reportOf(deps, [state]);
  const after = isKnown && isLeased(known, now) ? undefined : await workOn(deps, state, hasTime);
  if (after === undefined)
    throw new AppError(
      'invalid-request',
      'a run works on this day: give the order again in a quarter of an hour',
    );
  return reportOf(deps, [after]);
};

/** @throws {AppError} `store-unavailable`. */
export const exportStatus = async (deps: ExportRecordsDeps): Promise<ExportReport> =>
  reportOf(deps, await deps.days.list(firstDay(deps.clock())));

const isLeased = ({ leaseUntil }: ExportDay, now: Date): boolean =>
  leaseUntil !== undefined && leaseUntil >= iso(now);

/** Works on a day until it is finished or the time is up. `undefined`: another run does. */
const workOn = async (
  { clock, days, logger, ...deps }: ExportRecordsDeps,
  found: ExportDay,
  hasTime: () => boolean,
): Promise<ExportDay | undefined> => {
  if (isLeased(found, clock())) return undefined;
  const leaseUntil = iso(addSeconds(clock(), LEASE_SECONDS));
  let state = await days.save({ ...found, leaseUntil });
  if (state === undefined) return undefined;
  if (found.again) await clearParts(deps.objects, found.day, 0);
  else if (found.leaseUntil !== undefined) await clearParts(deps.objects, found.day, found.place.part);
  while (state !== undefined && state.finishedAt === undefined && hasTime())
    state = await days.save({ ...(await exportPart(deps, state, clock())), again: false });
  const given = state && (await days.save({ ...state, again: false, leaseUntil: undefined }));
  if (given !== undefined)
    logger.info('day-exported', { ...viewOf(given), isFinished: given.finishedAt !== undefined });
  return given;
};

const count = async (
  deps: ExportRecordsDeps,
  day: string,
  from: ExportPlace | undefined,
  hasTime: () => boolean,
): Promise<ExportReport> => {
  const begin = beginning(day, false);
  let { counts } = begin;
  let place: ExportPlace | undefined = from ?? begin.place;
  do {
    const { rows, unreadable, next } = await readPart(deps, day, place);
    counts = added(counts, rows, unreadable);
    place = next;
  } while (place !== undefined && hasTime());
  const report = { form: deps.form, days: [{ day, finishedAt: null, rows: counts }] };
  return place === undefined ? report : { ...report, next: place };
};

const countWhole = async (
  deps: ExportRecordsDeps,
  day: string,
  hasTime: () => boolean,
): Promise<RowCounts> => {
  const { days, next } = await count(deps, day, undefined, hasTime);
  if (days[0] === undefined || next !== undefined)
    throw new AppError(
      'invalid-request',
      'nothing was written: the day is too large to be counted at once; give the order by npm run ops -- export, or give force',
    );
  return days[0].rows;
};

const viewOf = ({ day, finishedAt, counts }: ExportDay): ExportDayReport => ({
  day,
  finishedAt: finishedAt ?? null,
  rows: counts,
});

const reportOf = ({ form }: ExportRecordsDeps, days: readonly ExportDay[]): ExportReport => ({
  form,
  days: days.map(viewOf),
});
