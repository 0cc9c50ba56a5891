import * as v from 'valibot';
import { AppError } from '../kernel/errors.ts';

/** The name of an app in a query. */
export const AppName = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'is not a name of an app'));

/**
 * The app that a query, or a body, names, if it names one.
 *
 * @param apps the names of the configured ones
 * @throws {AppError} `invalid-request` naming `app`: a list of nothing would hide that its name is misspelt.
 */
export const knownApp = (
  apps: readonly string[],
  name: string | undefined,
  place?: AppPlace,
): string | undefined => {
  if (name === undefined || apps.includes(name)) return name;
  throw invalidApp('is not a configured app', place);
};

/** The part of a request that names an app. */
export type AppPlace = 'query' | 'body';

/** `invalid-request`: that part of the request names no app that it could be about. */
export const invalidApp = (message: string, place: AppPlace = 'query'): AppError =>
  new AppError('invalid-request', `the ${place} is not valid: app`, { errors: [{ path: 'app', message }] });
