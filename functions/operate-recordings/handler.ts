import type { CallReader } from '../../shared/calls/call-store.ts';
import { jsonBody, queryOf } from '../../shared/http/api-request.ts';
import { knownApp } from '../../shared/http/known-app.ts';
import { seesApp } from '../../shared/http/middlewares/api-guard.ts';
import {
  type ApiHandler,
  type ApiRequest,
  type AuditedAnswer,
  auditedJson,
} from '../../shared/http/middlewares/chains.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type {
  MaintainRecordings,
  MaintenanceOutcome,
} from '../../shared/recordings/maintenance/maintain-recordings.ts';
import type { RecordingBacklog } from '../../shared/recordings/maintenance/recording-backlog.ts';
import { BacklogQuery, RetryBody } from './schema.ts';

type Deps = Readonly<{
  /** The names of the configured ones. */
  apps: readonly string[];
  backlog: (apps: readonly string[] | undefined) => Promise<RecordingBacklog>;
  calls: Pick<CallReader, 'read'>;
  maintain: MaintainRecordings;
}>;

/** The answer to an order: an outcome for each recording of the call. */
export type RetriedRecordings = Readonly<{ callId: string; outcomes: readonly MaintenanceOutcome[] }>;

/** `GET /operations/recordings` and `POST /operations/recordings/retry`. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async (request) => {
    switch (request.route) {
      case 'GET /operations/recordings':
        return answerBacklog(deps, request);
      case 'POST /operations/recordings/retry':
        return answerRetry(deps, request);
      default:
        throw new AppError('not-found', 'there is no such route');
    }
  };

const answerBacklog = async (deps: Deps, { event, caller }: ApiRequest): Promise<AuditedAnswer> => {
  const { app } = queryOf(event, BacklogQuery);
  const visible = deps.apps.filter((name) => seesApp(caller, name));
  const named = knownApp(visible, app);
  const backlog = await deps.backlog(named === undefined ? caller.apps : [named]);
  return auditedJson({ count: backlog.waiting + backlog.lost }, 200, backlog);
};

/** As `npm run recordings -- retry` for one call. An erased recording is not brought back from here. */
const answerRetry = async (deps: Deps, { event, caller }: ApiRequest): Promise<AuditedAnswer> => {
  const { callId, rearchive, dryRun } = jsonBody(event, RetryBody);
  const records = await deps.calls.read(callId, caller.apps);
  if (records === undefined) throw new AppError('not-found', 'there is no call with this id');
  const action = rearchive ? 'rearchive' : 'retry';
  const order = { action, operator: caller.apiKeyName, evenErased: false, dryRun } as const;
  const outcomes = await deps.maintain(callId, order);
  const answer = { callId, outcomes } satisfies RetriedRecordings;
  return auditedJson({ count: outcomes.length, id: callId }, 200, answer);
};
