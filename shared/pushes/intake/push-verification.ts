import type { PushApp } from '../push.ts';

export type PushHeaders = Readonly<Record<string, string | undefined>>;

/** Why a signature is refused; for our log only, the sender does not learn it. */
export type RefusalReason =
  | 'missing'
  | 'too-long'
  | 'malformed'
  | 'unknown-app'
  | 'wrong-digest'
  | 'stale'
  | 'early';

export type Verified = Readonly<{
  kind: 'verified';
  app: PushApp;
  scheme: 'AKSK' | 'WSSE';
  nonce: string;
  /** When the platform signed, ISO 8601 UTC. */
  createdAt: string;
}>;

/** The signature is wrong, but its app is set to accept such pushes (`pushSignature: log`). */
export type Unverified = Readonly<{ kind: 'unverified'; app: PushApp; reason: RefusalReason }>;

/**
 * `namesApp`: the header holds an app key of ours. Nobody learns one from us, so the platform sent it, or somebody who has seen its
 * pushes; without one it may be anybody who makes headers up.
 */
export type RefusedPush = Readonly<{ kind: 'refused'; reason: RefusalReason; namesApp: boolean }>;

/** Tells from the headers alone who sent a push. Takes about the same time for every wrong signature. */
export type VerifyPush = (headers: PushHeaders, now: Date) => Verified | Unverified | RefusedPush;
