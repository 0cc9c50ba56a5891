import { refuseQuery } from '../../shared/http/api-request.ts';
import { type Caller, seesApp } from '../../shared/http/middlewares/api-guard.ts';
import { type ApiHandler, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { type Clock, iso } from '../../shared/kernel/clock.ts';
import type { App } from '../../shared/runtime/apps.ts';

type Deps = Readonly<{
  apps: readonly Pick<App, 'name' | 'mode' | 'allocation' | 'defaults'>[];
  stage: string;
  clock: Clock;
}>;

/** `GET /access`: the rights of whoever asks. Every caller may ask, whatever its scopes. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async ({ event, caller }) => {
    refuseQuery(event);
    const view = accessView(deps, caller);
    return auditedJson({ count: view.apps.length }, 200, view);
  };

const accessView = ({ apps, stage, clock }: Deps, caller: Caller) => ({
  name: caller.apiKeyName,
  scopes: caller.scopes,
  /** Whether it sees every app, also those that are configured later. */
  allApps: caller.apps === undefined,
  apps: apps.filter(({ name }) => seesApp(caller, name)).map(appView),
  stage,
  at: iso(clock()),
});

/** An app as far as a caller of it meets its settings; none of its secrets. */
const appView = ({ name, mode, allocation, defaults }: Deps['apps'][number]) => ({
  name,
  mode,
  allocation,
  defaults: {
    ttlSeconds: defaults.ttlSeconds,
    allowPermanent: defaults.allowPermanent,
    record: defaults.record,
    recordTone: defaults.recordTone ?? null,
    areaMatch: defaults.areaMatch,
  },
});

export type AccessView = ReturnType<typeof accessView>;
