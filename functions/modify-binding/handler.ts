import type { ChangeBinding } from '../../shared/bindings/change/change-binding.ts';
import { completeChange, NEVER_CHANGEABLE } from '../../shared/bindings/change/complete-change.ts';
import { type Binding, callbackNumberOf, callerName } from '../../shared/bindings/model/binding.ts';
import { unknownBinding } from '../../shared/bindings/model/binding-errors.ts';
import type { BindingChange } from '../../shared/bindings/model/binding-platform.ts';
import type { AppSettings } from '../../shared/bindings/model/binding-rules.ts';
import { bindingView } from '../../shared/bindings/model/binding-view.ts';
import type { checkSeen } from '../../shared/bindings/read/check-seen.ts';
import { idFromPath, jsonBody } from '../../shared/http/api-request.ts';
import { type ApiHandler, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { headerOf } from '../../shared/http/request.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import { parseWith } from '../../shared/kernel/schema-issues.ts';
import type { RefuseOwnNumbers } from '../../shared/numbers/own-numbers.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { CheckReported, ReportCheck } from '../../shared/reporting/check-reported.ts';
import type { CheckSms } from './check-sms.ts';
import { ChangeBody, IfMatch } from './schema.ts';

type Deps = Readonly<{
  apps: readonly AppSettings[];
  check: ReturnType<typeof checkSeen>;
  change: ChangeBinding['change'];
  refuseOwnNumbers: RefuseOwnNumbers;
  checkSms: CheckSms;
  checkReported: CheckReported;
  clock: Clock;
  logger: Logger;
}>;

/** PATCH /bindings/{bindingId}: 200 with the changed binding, whose `version` is one higher. */
export const createHandler =
  ({ apps, check, change, refuseOwnNumbers, checkSms, checkReported, clock, logger }: Deps): ApiHandler =>
  async ({ event, caller }) => {
    const bindingId = idFromPath(event, 'bindingId');
    const body = jsonBody(event, ChangeBody);
    const ifMatch = headerOf(event, 'if-match');
    const version = ifMatch === undefined ? undefined : parseWith(IfMatch, ifMatch, 'If-Match header');
    const asked = changeOf(body);
    const fixed = NEVER_CHANGEABLE.filter((field) => body[field] !== undefined);
    const newcomers = {
      a: asked.a,
      b: asked.b ?? undefined,
      'callback.number': callbackNumberOf(asked),
    };
    // They are read beside the binding, and are told after what is wrong with the change of that.
    const looked = refuseOwnNumbers(newcomers);
    looked.catch(() => undefined);
    let report: ReportCheck | undefined;
    const checkedFor = async (binding: Binding): Promise<BindingChange> => {
      const app = apps.find(({ name }) => name === binding.app);
      if (app === undefined) throw unknownBinding();
      const change = completeChange(asked, fixed, binding, app);
      await looked;
      await checkSms(binding, change);
      report =
        change.a === undefined || change.a === binding.a
          ? undefined
          : checkReported({ app: app.name, a: change.a });
      await report?.allow();
      return change;
    };
    await check(bindingId, caller.apps);
    const changed = await change(bindingId, checkedFor, version, callerName(caller.apiKeyName));
    logger.info('binding-changed', { bindingId, app: changed.app, version: changed.version });
    const warnings = (await report?.warnings()) ?? [];
    const view = { ...bindingView(changed, clock()), ...(warnings.length === 0 ? {} : { warnings }) };
    return { ...auditedJson({ count: 1, id: bindingId }, 200, view), named: asked };
  };

/** Only the fields that were sent. */
const changeOf = ({ a, b, callback, ...body }: ChangeBody): BindingChange => {
  const simple = Object.entries(body).filter(
    ([field, value]) => value !== undefined && !NEVER_CHANGEABLE.some((fixed) => fixed === field),
  );
  const sent: BindingChange = Object.fromEntries(simple);
  return {
    ...sent,
    ...(a === undefined ? {} : { a: a.number }),
    ...(b === undefined ? {} : { b: b?.number ?? null }),
    ...(callback === undefined
      ? {}
      : { callback: 'number' in callback ? { number: callback.number.number } : callback }),
  };
};
