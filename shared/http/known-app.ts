import * as v from 'valibot';
import { AppError } from '../kernel/errors.ts';

/** The name of an app in a query. */
export const AppName = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'is not a name of an app'));

/**
 * The app that a query names, if it names one.
 *
 * @param apps the names of the configured ones
 * @throws {AppError} `invalid-request` naming `app`: a list of nothing would hide that its name is misspelt.
 */
export const knownApp = (apps: readonly string[], name: string | undefined): string | undefined => {
  if (name === undefined || apps.includes(name)) return name;
  throw invalidApp('is not a configured app');
};

/** `invalid-request`: the query names no app that it could be about. */
export const invalidApp = (message: string): AppError =>
  new AppError('invalid-request', 'the query is not valid: app', { errors: [{ path: 'app', message }] });
