import type { AppSettings } from '../../shared/bindings/model/binding-rules.ts';
import { bindingView } from '../../shared/bindings/model/binding-view.ts';
import type { Release } from '../../shared/bindings/unbind/release-binding.ts';
import type { createReleaseByReference } from '../../shared/bindings/unbind/release-by-reference.ts';
import { idFromPath, queryOf } from '../../shared/http/api-request.ts';
import { knownApp } from '../../shared/http/known-app.ts';
import type { ApiHandler } from '../../shared/http/middlewares/chains.ts';
import { type HttpResult, json } from '../../shared/http/problem.ts';
import type { HttpEvent } from '../../shared/http/request.ts';
import { addSeconds, type Clock } from '../../shared/kernel/clock.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { ReleaseQuery } from './schema.ts';

type Deps = Readonly<{
  apps: readonly AppSettings[];
  release: (bindingId: string) => Promise<Release>;
  releaseByReference: ReturnType<typeof createReleaseByReference>;
  clock: Clock;
  logger: Logger;
}>;

/** After it no unbind is begun: the calls of the last ones, with their retries, fit into the rest of the function's time. */
const WORK_SECONDS = 10;

/**
 * DELETE /bindings/{bindingId}: 200 with the ended binding, however often it is asked for; 202 while the account's state
 * at the platform stops the unbind, which the sweeper then does. DELETE /bindings?reference= does so with all live
 * bindings of a reference, and answers with a list of them.
 */
export const createHandler = (deps: Deps): ApiHandler => {
  const releaseOne = async (event: HttpEvent): Promise<HttpResult> => {
    const released = logged(await deps.release(idFromPath(event, 'bindingId')));
    return json(statusFor([released]), bindingView(released.binding, deps.clock()));
  };

  const releaseAll = async (event: HttpEvent): Promise<HttpResult> => {
    const { reference, app: named } = queryOf(event, ReleaseQuery);
    const app = knownApp(
      deps.apps.map(({ name }) => name),
      named,
    );
    const until = addSeconds(deps.clock(), WORK_SECONDS);
    const hasTime = () => deps.clock() < until;
    const released = (await deps.releaseByReference({ reference, app }, hasTime)).map(logged);
    const items = released.map(({ binding }) => bindingView(binding, deps.clock()));
    return json(statusFor(released), { items });
  };

  const logged = (release: Release): Release => {
    const { kind, binding } = release;
    deps.logger.info(kind === 'ended' ? 'binding-ended' : 'binding-releasing', {
      bindingId: binding.bindingId,
      app: binding.app,
    });
    return release;
  };

  return async ({ event }) => (event.routeKey === 'DELETE /bindings' ? releaseAll(event) : releaseOne(event));
};

const statusFor = (released: readonly Release[]): number =>
  released.every(({ kind }) => kind === 'ended') ? 200 : 202;
