import { callerName } from '../../shared/bindings/model/binding.ts';
import type { AppSettings } from '../../shared/bindings/model/binding-rules.ts';
import type { createChangePhone, PhoneReport } from '../../shared/bindings/parties/change-phone.ts';
import type { PersonPlace } from '../../shared/bindings/parties/person-bindings.ts';
import { jsonBody, queryOf } from '../../shared/http/api-request.ts';
import { knownApp } from '../../shared/http/known-app.ts';
import { type Caller, seesApp } from '../../shared/http/middlewares/api-guard.ts';
import {
  type ApiHandler,
  type ApiRequest,
  type AuditedAnswer,
  auditedJson,
} from '../../shared/http/middlewares/chains.ts';
import { namedUnreadable } from '../../shared/http/unreadable.ts';
import { addSeconds, type Clock } from '../../shared/kernel/clock.ts';
import type { RefuseOwnNumbers } from '../../shared/numbers/own-numbers.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import { PhoneChangeBody, PhoneChangeQuery } from './schema.ts';

type Deps = Readonly<{
  apps: readonly AppSettings[];
  changePhone: ReturnType<typeof createChangePhone>;
  refuseOwnNumbers: RefuseOwnNumbers;
  cursors: Cursors<PersonPlace>;
  clock: Clock;
  logger: Logger;
}>;

/** After it no change is begun: the calls of the last ones, with their retries, fit into the rest of the function's time. */
const WORK_SECONDS = 10;

/**
 * POST /parties/change: 200 when every live binding of the person was looked at and nothing failed that a repeat may do; 202 with
 * `nextCursor`, or with items that have failed, until then.
 */
export const createHandler =
  (deps: Deps): ApiHandler =>
  (request) =>
    changePhone(deps, request);

const changePhone = async (deps: Deps, { event, caller }: ApiRequest): Promise<AuditedAnswer> => {
  const dryRun = queryOf(event, PhoneChangeQuery).dryRun === 'true';
  const { from, to, app, cursor } = jsonBody(event, PhoneChangeBody);
  const cursors = deps.cursors.of('phone-change', { from, to, app });
  const apps = appsFor(deps, caller, app);
  const after = cursors.read(cursor);
  await deps.refuseOwnNumbers({ from, to });
  const until = addSeconds(deps.clock(), WORK_SECONDS);
  const by = callerName(caller.apiKeyName);
  const order = { from, to, apps, by, dryRun, after };
  const report = await deps.changePhone(order, () => deps.clock() < until);
  const changed = report.items.filter(({ result }) => result === 'changed');
  for (const { bindingId, app: ofApp } of changed)
    deps.logger.info('binding-changed', { bindingId, app: ofApp });
  const body = {
    items: report.items,
    nextCursor: cursors.write(report.next),
    ...namedUnreadable(report),
  };
  return auditedJson({ count: report.items.length }, statusFor(report), body, waitFor(report));
};

/** The apps that exist for the caller, or the named one of them. */
const appsFor = ({ apps }: Deps, caller: Caller, name: string | undefined): readonly AppSettings[] => {
  const seen = apps.filter((app) => seesApp(caller, app.name));
  const named = knownApp(
    seen.map((app) => app.name),
    name,
  );
  return seen.filter((app) => named === undefined || app.name === named);
};

const statusFor = ({ items, next }: PhoneReport): number =>
  next === undefined && items.every(({ result }) => result !== 'failed') ? 200 : 202;

const waitFor = ({ retryAfterSeconds }: PhoneReport): Readonly<Record<string, string>> =>
  retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
