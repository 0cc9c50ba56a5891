import { AppError } from '../../kernel/errors.ts';
import type { Scope } from '../access/scope.ts';
import type { HttpEvent } from '../request.ts';

/**
 * The caller, by the name that the access document gives it, or by the subject of a token. The name stands in logs and audits,
 * and an idempotency key counts for one name alone.
 */
export type Caller = Readonly<{
  apiKeyName: string;
  scopes: readonly Scope[];
  /** The apps that exist for this caller; `undefined`: all. */
  apps: readonly string[] | undefined;
}>;

/** Tells whether an app exists for this caller. */
export const seesApp = ({ apps }: Pick<Caller, 'apps'>, app: string): boolean =>
  apps === undefined || apps.includes(app);

/**
 * Tells who sent a request by its headers, or by what the gateway added to it. Never reads the body.
 *
 * @throws {Stranger}
 */
export type ApiGuard = (event: HttpEvent) => Caller;

/** `unnamed`: the gateway did not say who sent the request. `unlisted`: the access document does not have the ARN. */
export type RefusedBecause = 'missing' | 'wrong' | 'expired' | 'unnamed' | 'unlisted';

/** `unauthorized`: nobody knows who sent a request. The reason is for our metric. */
export class Stranger extends AppError {
  readonly reason: RefusedBecause;

  constructor(reason: RefusedBecause, message: string) {
    super('unauthorized', message);
    this.reason = reason;
  }
}
