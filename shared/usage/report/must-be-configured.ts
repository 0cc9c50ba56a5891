import { AppError } from '../../kernel/errors.ts';

/**
 * To be asked where nothing was found: an app that was configured once is known by what is stored of it.
 *
 * @throws {AppError} `invalid-request` for an app that is not configured; of `undefined`, all of them, nothing is wrong.
 */
export const mustBeConfigured = (apps: readonly string[], app: string | undefined): void => {
  if (app !== undefined && !apps.includes(app))
    throw new AppError('invalid-request', 'there is no app with this name, and nothing of it is stored then');
};
