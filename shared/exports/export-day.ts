import { gzipSync } from 'node:zlib';
import {
  EXPORT_STEPS,
  type ExportCounts,
  type ExportDay,
  type ExportPlace,
  type ExportStep,
} from './export-days.ts';
import { type ExportObjects, exportKey, readExportKey } from './export-objects.ts';
import type { ReadExportPage } from './export-page.ts';
import type { ExportRow } from './export-row.ts';

export type ExportDayDeps = Readonly<{
  objects: ExportObjects;
  readers: Readonly<Record<ExportStep, ReadExportPage>>;
}>;

/** A part has so many rows, and those of one page more: some ten megabytes in memory. */
const PART_ROWS = 10_000;
/** A part ends after so many pages, however few rows they have, so that a run that is cut short begins not far back. */
const PART_PAGES = 200;

/** Nothing of a day is exported yet. */
export const beginning = (day: string, again: boolean): ExportDay => ({
  day,
  place: { step: EXPORT_STEPS[0], part: 0 },
  counts: { calls: 0, messages: 0, bindings: 0, unreadable: 0 },
  again,
  leaseUntil: undefined,
  finishedAt: undefined,
  revision: 0,
});

/**
 * Takes away the objects of the exported day from a part on: of an export that is made again, or what a run has left that was cut
 * short, since it may have ended its part elsewhere.
 */
export const clearParts = async (objects: ExportObjects, day: string, from: number): Promise<void> => {
  for await (const { key, part } of filesOf(objects, day)) if (part >= from) await objects.remove(key);
};

/** The apps that have files of the exported day, whose rows an app of the configuration must bring again. */
export const appsWithFiles = async (objects: ExportObjects, day: string): Promise<ReadonlySet<string>> => {
  const apps = new Set<string>();
  for await (const { app } of filesOf(objects, day)) apps.add(app);
  return apps;
};

const filesOf = async function* (objects: ExportObjects, day: string) {
  let after: string | undefined;
  do {
    const keys = await objects.list(after);
    for (const key of keys) {
      const known = readExportKey(key);
      if (known?.exported === day) yield { key, ...known };
    }
    after = keys.at(-1);
  } while (after !== undefined);
};

type Part = Readonly<{ rows: readonly ExportRow[]; unreadable: number; next: ExportPlace | undefined }>;

/** Reads the rows of the next part. @throws {AppError} `store-unavailable`. */
export const readPart = async (
  { readers }: ExportDayDeps,
  day: string,
  place: ExportPlace,
): Promise<Part> => {
  const rows: ExportRow[] = [];
  let unreadable = 0;
  let { after } = place;
  for (let pages = 0; pages < PART_PAGES && rows.length < PART_ROWS; pages += 1) {
    const page = await readers[place.step](day, after);
    rows.push(...page.rows);
    unreadable += page.unreadable;
    after = page.next;
    if (after === undefined) break;
  }
  const part = rows.length > 0 ? place.part + 1 : place.part;
  const following = EXPORT_STEPS[EXPORT_STEPS.indexOf(place.step) + 1];
  if (after !== undefined) return { rows, unreadable, next: { step: place.step, after, part } };
  return { rows, unreadable, next: following && { step: following, part } };
};

/** Exports the next part of a day; the result is the day as it is then. Repeating writes the same. @throws {AppError} `store-unavailable`. */
export const exportPart = async (deps: ExportDayDeps, state: ExportDay, now: Date): Promise<ExportDay> => {
  const { day, place, counts } = state;
  const { rows, unreadable, next } = await readPart(deps, day, place);
  for (const [key, ofKey] of byKey(rows, day, place.part)) {
    const lines = ofKey.map(({ columns }) => `${JSON.stringify(columns)}\n`).join('');
    await deps.objects.put(key, gzipSync(lines));
  }
  return {
    ...state,
    place: next ?? place,
    counts: added(counts, rows, unreadable),
    finishedAt: next === undefined ? now.toISOString() : undefined,
  };
};

/** The counts with the rows of a part. */
export const added = (counts: ExportCounts, rows: readonly ExportRow[], unreadable: number): ExportCounts => {
  const of = (kind: ExportRow['kind']) => counts[kind] + rows.filter((row) => row.kind === kind).length;
  return {
    calls: of('calls'),
    messages: of('messages'),
    bindings: of('bindings'),
    unreadable: counts.unreadable + unreadable,
  };
};

const byKey = (
  rows: readonly ExportRow[],
  exported: string,
  part: number,
): ReadonlyMap<string, readonly ExportRow[]> => {
  const found = new Map<string, ExportRow[]>();
  for (const row of rows) {
    const key = exportKey({ ...row, exported, part });
    const known = found.get(key);
    if (known === undefined) found.set(key, [row]);
    else known.push(row);
  }
  return found;
};
