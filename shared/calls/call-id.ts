import type { LookupKeys } from '../sealing/lookup-keys.ts';

/** Our opaque id of a call: a keyed hash, because the platform's session id may hold both phone numbers. */
export const callIdOf = (lookup: LookupKeys, call: { app: string; sessionId: string }): string =>
  lookup('session', call.app, call.sessionId);

/** Identifies a CDR. Without the optional record id the session identifies it, and a call has one CDR then. */
export const recordKeyOf = (
  lookup: LookupKeys,
  cdr: { app: string; sessionId: string; recordId?: string | undefined },
): string => lookup('cdr', cdr.app, cdr.sessionId, cdr.recordId ?? '');

/** Spreads the due recordings over that many partitions; the same call always falls to the same one. */
export const shardOf = (callId: string, shards: number): number => {
  let sum = 0;
  // The ids are hashes already, so a few letters spread well enough.
  for (const letter of callId.slice(0, 8)) sum = sum * 31 + letter.charCodeAt(0);
  return sum % shards;
};
