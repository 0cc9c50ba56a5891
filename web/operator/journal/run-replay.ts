import type { Schemas } from '../api-shapes.ts';

export type ReplayReport = Schemas['ReplayReport'];

/** The pushes to feed again: those that were received in a time, or the part of it that is in quarantine. */
export type ReplayOrder = Readonly<{
  kind: 'pushes' | 'items';
  /** Empty: every app. */
  app: string;
  from: string;
  to: string;
  dryRun: boolean;
}>;

/** A run as far as it came. */
export type Progress = Readonly<{ pages: number; report: ReplayReport }>;

/** Sums two pages of a run; where to go on says the later one. */
export const addReports = (before: ReplayReport | undefined, page: ReplayReport): ReplayReport => {
  if (before === undefined) return page;
  const skipped = page.skipped === undefined ? {} : { skipped: (before.skipped ?? 0) + page.skipped };
  return {
    replayed: before.replayed + page.replayed,
    stored: before.stored + page.stored,
    duplicates: before.duplicates + page.duplicates,
    quarantined: before.quarantined + page.quarantined,
    ignored: before.ignored + page.ignored,
    broughtIn: before.broughtIn + page.broughtIn,
    unreadable: before.unreadable + page.unreadable,
    unopened: [...before.unopened, ...page.unopened],
    next: page.next,
    ...skipped,
  };
};

type AskPage = (path: string, body: object) => Promise<ReplayReport>;

const PATHS = { pushes: 'operations/pushes/replay', items: 'operations/quarantine/replay' } as const;

/**
 * Asks page after page until the run came to its end, or `mayGoOn` says no; tells each page how far it came. Goes on where an earlier
 * run ended.
 *
 * @throws what `askPage` throws; what was told before it stands.
 */
export const runReplay = async (
  askPage: AskPage,
  { kind, app, from, to, dryRun }: ReplayOrder,
  {
    start,
    tell,
    mayGoOn,
  }: Readonly<{
    start: Progress | undefined;
    tell: (progress: Progress) => void;
    mayGoOn: () => boolean;
  }>,
): Promise<void> => {
  let progress = start;
  do {
    const after = progress?.report.next ?? undefined;
    const body = {
      ...{ from, to, dryRun },
      ...(app === '' ? {} : { app }),
      ...(after === undefined ? {} : { after }),
    };
    const page = await askPage(PATHS[kind], body);
    progress = { pages: (progress?.pages ?? 0) + 1, report: addReports(progress?.report, page) };
    tell(progress);
  } while (progress.report.next !== null && mayGoOn());
};
