import { jsonBody } from '../../shared/http/api-request.ts';
import { type ApiRequest, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { ReplayReport } from '../../shared/pushes/maintenance/replay.ts';
import { type Answering, type AppsMeant, appsMeant, type Deps } from './deps.ts';
import { everKept, waitingItem } from './quarantine.ts';
import { QuarantineReplayBody, ReplayBody } from './schema.ts';

/** The counts of a run. How many of other apps were passed over is told to a caller of all apps alone. */
export type ReplayAnswer = Omit<ReplayReport, 'skipped'> & Partial<Pick<ReplayReport, 'skipped'>>;

type HasTime = () => boolean;

/** `POST /operations/pushes/replay`: the journal again. */
export const answerReplay = async (
  deps: Deps,
  { event, caller }: ApiRequest,
  hasTime: HasTime,
): Answering => {
  const { app, from, to, after, dryRun } = jsonBody(event, ReplayBody);
  const apps = appsMeant(deps, caller, app, 'body');
  const request = { from, to, after, dryRun, app, quarantined: false };
  return answerOf(await deps.replayOf(apps)(request, hasTime), caller.apps);
};

/** `POST /operations/quarantine/replay`: one item, or those of a time. */
export const answerItemsReplay = async (deps: Deps, request: ApiRequest, hasTime: HasTime): Answering => {
  const { event, caller } = request;
  const { itemId, app, from, to, after, dryRun } = jsonBody(event, QuarantineReplayBody);
  const common = { app, after, dryRun, quarantined: true };
  if (itemId !== undefined) {
    if ([app, from, to, after].some((field) => field !== undefined))
      throw invalidItem('cannot stand beside app, from, to or after');
    await waitingItem(deps, caller, itemId);
    const report = await deps.replayOf(caller.apps, itemId)({ ...common, ...everKept(deps) }, hasTime);
    return answerOf(report, caller.apps, itemId);
  }
  if (from === undefined || to === undefined) throw invalidItem('or from and to must say which items');
  const apps = appsMeant(deps, caller, app, 'body');
  return answerOf(await deps.replayOf(apps)({ ...common, from, to }, hasTime), caller.apps);
};

const invalidItem = (message: string): AppError =>
  new AppError('invalid-request', 'the request is not valid: itemId', {
    errors: [{ path: 'itemId', message }],
  });

const answerOf = async ({ skipped, ...report }: ReplayReport, apps: AppsMeant, id?: string): Answering => {
  const answer = { ...report, ...(apps === undefined ? { skipped } : {}) } satisfies ReplayAnswer;
  return auditedJson({ count: report.replayed, id }, 200, answer);
};
