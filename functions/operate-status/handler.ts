import { queryOf } from '../../shared/http/api-request.ts';
import { type Caller, seesApp } from '../../shared/http/middlewares/api-guard.ts';
import { type ApiHandler, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';
import type { StatusReport } from '../../shared/status/read-status.ts';
import { PARTS_OF_APPS, type StatusLine } from '../../shared/status/status-line.ts';
import { statusLines } from '../../shared/status/status-lines.ts';
import type { Watched } from '../../shared/status/watch/watch.ts';
import { watchLines } from '../../shared/status/watch/watch-lines.ts';

type Deps = Readonly<{
  /** The names of the configured ones. */
  apps: readonly string[];
  read: (apps: readonly string[]) => Promise<StatusReport>;
  watch: () => Promise<Watched>;
}>;

/** The answer. For a caller of some apps `null` stands where something belongs to none of them. */
export type StatusView = Readonly<{ at: string; lines: readonly StatusLine[] }> &
  Readonly<{ [Part in keyof Watched]: Watched[Part] | null }>;

const NoFields = strictObject({});

/** `GET /operations/status`. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async ({ event, caller }) => {
    queryOf(event, NoFields);
    const visible = deps.apps.filter((name) => seesApp(caller, name));
    const [report, watched] = await Promise.all([
      deps.read(visible),
      isOfAllApps(caller) ? deps.watch() : undefined,
    ]);
    const view = viewOf(report, watched);
    return auditedJson({ count: view.lines.length }, 200, view);
  };

const isOfAllApps = ({ apps }: Caller): boolean => apps === undefined;

const viewOf = (report: StatusReport, watched: Watched | undefined): StatusView => {
  const now = new Date(report.at);
  const lines = statusLines(report, now);
  return watched === undefined
    ? {
        at: report.at,
        lines: lines.filter(({ part }) => PARTS_OF_APPS.has(part)),
        ...{ alarms: null, lastRuns: null, receivedPushes: null, refusedPushes: null },
      }
    : { at: report.at, lines: [...lines, ...watchLines(watched, now)], ...watched };
};
