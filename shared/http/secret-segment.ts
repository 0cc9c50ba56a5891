import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * A secret in the path of an address. At least one digit, so that it never looks like the paths of letters that we log
 * (mistyped-webhook.ts); `openssl rand -hex 20` makes one.
 */
export const SECRET_SEGMENT = /^(?=.*\d)[\w-]{32,64}$/;

/** Among the secrets: the addresses without one count as well, while the console moves to those with one. */
export const NO_SEGMENT = '';

/** Takes one of these secrets off the begin of a path's segments; `undefined` for a path without one of them. */
export const createSegmentCheck = (secrets: readonly string[]) => {
  const known = secrets.filter((secret) => secret !== NO_SEGMENT).map(digest);
  const without = (segments: readonly string[]) => (secrets.includes(NO_SEGMENT) ? segments : undefined);
  return (segments: readonly string[]): readonly string[] | undefined => {
    const [first = '', ...rest] = segments;
    const sent = digest(first);
    // All are compared, and in constant time, so the answer's time tells nothing.
    const matching = known.filter((secret) => timingSafeEqual(secret, sent));
    return matching.length > 0 ? rest : without(segments);
  };
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
