import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import type { AccessEntry } from '../access/access-document.ts';
import { type HttpEvent, headerOf } from '../request.ts';
import { type ApiGuard, Stranger } from './api-guard.ts';

/** Lets in whoever sends the key of one of these entries as `Authorization: Bearer <key>`, until the entry expires. */
export const createApiKeyGuard = (entries: readonly AccessEntry[], clock: Clock): ApiGuard => {
  const known = entries.flatMap((entry) =>
    entry.hash === undefined ? [] : [{ entry, digest: Buffer.from(entry.hash, 'hex') }],
  );

  return (event) => {
    const key = bearerOf(event);
    const sent = createHash('sha256')
      .update(key ?? '')
      .digest();
    // Every key is compared, and all in constant time, so the answer's time tells nothing.
    const [matching] = known.filter(({ digest }) => timingSafeEqual(digest, sent));
    if (key === undefined || matching === undefined)
      throw new Stranger(
        key === undefined ? 'missing' : 'wrong',
        'send a valid API key: Authorization: Bearer <api key>',
      );
    return callerOf(matching.entry, clock, 'the API key has expired');
  };
};

/** The caller of an entry. @throws {Stranger} with `message` once it has expired. */
export const callerOf = ({ name, scopes, apps, expiresAt }: AccessEntry, clock: Clock, message: string) => {
  if (expiresAt !== undefined && clock() >= expiresAt) throw new Stranger('expired', message);
  return { apiKeyName: name, scopes, apps };
};

const bearerOf = (event: HttpEvent): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(headerOf(event, 'authorization') ?? '')?.[1];
