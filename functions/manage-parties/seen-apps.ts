import type { AppSettings } from '../../shared/bindings/model/binding-rules.ts';
import { type AppPlace, knownApp } from '../../shared/http/known-app.ts';
import { type Caller, seesApp } from '../../shared/http/middlewares/api-guard.ts';

/** The apps that exist for the caller, or the named one of them. @throws {AppError} `invalid-request` for another name. */
export const seenApps = (
  apps: readonly AppSettings[],
  caller: Caller,
  name: string | undefined,
  place: AppPlace,
): readonly AppSettings[] => {
  const seen = apps.filter((app) => seesApp(caller, app.name));
  const named = knownApp(
    seen.map((app) => app.name),
    name,
    place,
  );
  return seen.filter((app) => named === undefined || app.name === named);
};

/** After it nothing is begun at the platform: the calls of the last ones, with their retries, fit into the rest of the function's time. */
export const WORK_SECONDS = 10;
