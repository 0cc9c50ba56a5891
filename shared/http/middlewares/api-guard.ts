import type { HttpEvent } from '../request.ts';

/**
 * The caller, by the name of the API key, or as the gateway names it: the subject of a token, or the ARN of a user or role.
 * The name stands in logs and audits, and an idempotency key counts for one name alone.
 */
export type Caller = Readonly<{ apiKeyName: string }>;

/**
 * Tells who sent a request by its headers, or by what the gateway added to it. Never reads the body.
 *
 * @throws {AppError} `unauthorized` for a stranger.
 */
export type ApiGuard = (event: HttpEvent) => Caller;
