import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import { type HttpEvent, headerOf } from '../request.ts';
import type { ApiGuard } from './api-guard.ts';

/** An API key of one of our callers. A caller has two of them while it moves from one to the other. */
export type ApiKey = Readonly<{ name: string; key: string }>;

/** Lets in whoever sends one of these keys as `Authorization: Bearer <key>`. */
export const createApiKeyGuard = (apiKeys: readonly ApiKey[]): ApiGuard => {
  const known = apiKeys.map(({ name, key }) => ({ name, digest: digest(key) }));

  return (event) => {
    const sent = digest(bearerOf(event) ?? '');
    // Every key is compared, and all in constant time, so the answer's time tells nothing.
    const [matching] = known.filter((candidate) => timingSafeEqual(candidate.digest, sent));
    if (matching !== undefined) return { apiKeyName: matching.name };
    throw new AppError('unauthorized', 'send a valid API key: Authorization: Bearer <api key>');
  };
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const bearerOf = (event: HttpEvent): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(headerOf(event, 'authorization') ?? '')?.[1];
