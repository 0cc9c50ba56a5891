import { callerName } from '../../shared/bindings/model/binding.ts';
import type { AppSettings } from '../../shared/bindings/model/binding-rules.ts';
import type { createChangePhone, PhoneReport } from '../../shared/bindings/parties/change-phone.ts';
import type { PersonPlace } from '../../shared/bindings/parties/person-bindings.ts';
import { jsonBody, queryOf } from '../../shared/http/api-request.ts';
import { type ApiRequest, type AuditedAnswer, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { namedUnreadable } from '../../shared/http/unreadable.ts';
import { addSeconds, type Clock } from '../../shared/kernel/clock.ts';
import type { RefuseOwnNumbers } from '../../shared/numbers/own-numbers.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import { PhoneChangeBody, PhoneChangeQuery } from './schema.ts';
import { seenApps, WORK_SECONDS } from './seen-apps.ts';

export type PhoneDeps = Readonly<{
  apps: readonly AppSettings[];
  changePhone: ReturnType<typeof createChangePhone>;
  refuseOwnNumbers: RefuseOwnNumbers;
  phoneCursors: Cursors<PersonPlace>;
  clock: Clock;
  logger: Logger;
}>;

/**
 * POST /parties/change: 200 when every live binding of the person was looked at and nothing failed that a repeat may do; 202 with
 * `nextCursor`, or with items that have failed, until then.
 */
export const answerPhoneChange = async (
  deps: PhoneDeps,
  { event, caller }: ApiRequest,
): Promise<AuditedAnswer> => {
  const dryRun = queryOf(event, PhoneChangeQuery).dryRun === 'true';
  const { from, to, app, cursor } = jsonBody(event, PhoneChangeBody);
  const cursors = deps.phoneCursors.of('phone-change', { from, to, app });
  const apps = seenApps(deps.apps, caller, app, 'body');
  const after = cursors.read(cursor);
  await deps.refuseOwnNumbers({ from, to });
  const until = addSeconds(deps.clock(), WORK_SECONDS);
  const by = callerName(caller.apiKeyName);
  const order = { from, to, apps, by, dryRun, after };
  const report = await deps.changePhone(order, () => deps.clock() < until);
  for (const { bindingId, app: ofApp, result } of report.items)
    if (result === 'changed') deps.logger.info('binding-changed', { bindingId, app: ofApp });
  const body = {
    items: report.items,
    nextCursor: cursors.write(report.next),
    ...namedUnreadable(report),
  };
  return auditedJson({ count: report.items.length }, statusFor(report), body, waitFor(report));
};

const statusFor = ({ items, next }: PhoneReport): number =>
  next === undefined && items.every(({ result }) => result !== 'failed') ? 200 : 202;

const waitFor = ({ retryAfterSeconds }: PhoneReport): Readonly<Record<string, string>> =>
  retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
