import { callerName, type End } from '../../shared/bindings/model/binding.ts';
import type { AppSettings } from '../../shared/bindings/model/binding-rules.ts';
import { bindingView } from '../../shared/bindings/model/binding-view.ts';
import type { checkSeen } from '../../shared/bindings/read/check-seen.ts';
import type { Release } from '../../shared/bindings/unbind/release-binding.ts';
import type { createReleaseByReference } from '../../shared/bindings/unbind/release-by-reference.ts';
import { idFromPath, queryOrBodyOf, refuseBody } from '../../shared/http/api-request.ts';
import { knownApp } from '../../shared/http/known-app.ts';
import { type Caller, seesApp } from '../../shared/http/middlewares/api-guard.ts';
import {
  type ApiHandler,
  type ApiRequest,
  type AuditedAnswer,
  auditedJson,
} from '../../shared/http/middlewares/chains.ts';
import { addSeconds, type Clock } from '../../shared/kernel/clock.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { ReleaseQuery } from './schema.ts';

type Deps = Readonly<{
  apps: readonly AppSettings[];
  check: ReturnType<typeof checkSeen>;
  release: (bindingId: string, end: End) => Promise<Release>;
  releaseByReference: ReturnType<typeof createReleaseByReference>;
  clock: Clock;
  logger: Logger;
}>;

/** After it no unbind is begun: the calls of the last ones, with their retries, fit into the rest of the function's time. */
const WORK_SECONDS = 10;

/**
 * DELETE /bindings/{bindingId}: 200 with the ended binding, however often it is asked for; 202 while the account's state
 * at the platform stops the unbind, which the sweeper then does. POST /bindings/end does so with all live bindings of a reference,
 * and answers with a list of them; so does the older DELETE /bindings?reference=.
 */
export const createHandler = (deps: Deps): ApiHandler => {
  const releaseOne = async ({ event, caller }: ApiRequest): Promise<AuditedAnswer> => {
    const bindingId = idFromPath(event, 'bindingId');
    refuseBody(event);
    await deps.check(bindingId, caller.apps);
    const released = logged(await deps.release(bindingId, endBy(caller)));
    const view = bindingView(released.binding, deps.clock());
    return auditedJson({ count: 1, id: bindingId }, statusFor([released]), view);
  };

  const releaseAll = async ({ event, caller, route }: ApiRequest): Promise<AuditedAnswer> => {
    const { reference, app: named } = queryOrBodyOf(event, ReleaseQuery);
    if (route === 'DELETE /bindings') refuseBody(event);
    const seen = deps.apps.map(({ name }) => name).filter((name) => seesApp(caller, name));
    const app = knownApp(seen, named, route.startsWith('POST ') ? 'body' : 'query');
    const apps = app === undefined ? caller.apps : [app];
    const until = addSeconds(deps.clock(), WORK_SECONDS);
    const hasTime = () => deps.clock() < until;
    const released = (await deps.releaseByReference({ reference, apps, end: endBy(caller) }, hasTime)).map(
      logged,
    );
    const items = released.map(({ binding }) => bindingView(binding, deps.clock()));
    const answer = auditedJson({ count: items.length }, statusFor(released), { items });
    return { ...answer, named: { reference } };
  };

  const logged = (release: Release): Release => {
    const { kind, binding } = release;
    deps.logger.info(kind === 'ended' ? 'binding-ended' : 'binding-releasing', {
      bindingId: binding.bindingId,
      app: binding.app,
    });
    return release;
  };

  return (request) =>
    request.route === 'DELETE /bindings/{bindingId}' ? releaseOne(request) : releaseAll(request);
};

const endBy = ({ apiKeyName }: Caller): End => ({ by: callerName(apiKeyName), why: 'released' });

const statusFor = (released: readonly Release[]): number =>
  released.every(({ kind }) => kind === 'ended') ? 200 : 202;
