import type { GapsReport } from '../../../shared/pushes/maintenance/find-gaps.ts';
import type { ReplayReport } from '../../../shared/pushes/maintenance/replay.ts';
import { repeated } from '../repeated.ts';
import type { ReplayArguments } from './arguments.ts';
import { joinGaps, joinReplays, type WholeGaps } from './join.ts';

/** Invokes a function by its folder's name. */
export type Invoke = (functionFolder: string, event: object) => Promise<unknown>;

/** Runs the function until it is through. `tell` hears where it is. */
export const runReplay = async (
  { from, to, quarantined, dryRun, app }: ReplayArguments,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<Omit<ReplayReport, 'next'>> => {
  const event = { from, to, quarantined, dryRun, ...(app === undefined ? {} : { app }) };
  return joinReplays(await toTheEnd<ReplayReport>(invoke, 'replay-pushes', event, tell));
};

export const runGaps = async (
  { from, to, app, cdrWithinHours }: ReplayArguments,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<WholeGaps> => {
  const event = {
    from,
    to,
    ...(app === undefined ? {} : { app }),
    ...(cdrWithinHours === undefined ? {} : { cdrWithinHours }),
  };
  return joinGaps(await toTheEnd<GapsReport>(invoke, 'report-gaps', event, tell));
};

const toTheEnd = async <Report extends { next: string | null }>(
  invoke: Invoke,
  functionFolder: string,
  event: object,
  tell: (line: string) => void,
): Promise<readonly Report[]> => {
  const reports: Report[] = [];
  let next: string | null = null;
  do {
    const order: object = next === null ? event : { ...event, after: next };
    const report = (await repeated(() => invoke(functionFolder, order), tell)) as Report;
    reports.push(report);
    next = report.next;
    if (next !== null) tell(`up to ${next.replace(/^Q:/, 'the quarantine, ').split('#')[0]}`);
  } while (next !== null);
  return reports;
};
