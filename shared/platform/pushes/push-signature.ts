import { timingSafeEqual } from 'node:crypto';
import { addSeconds } from '../../kernel/clock.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { PushHeaders, RefusalReason, VerifyPush } from '../../pushes/intake/push-verification.ts';
import type { PushApp } from '../../pushes/push.ts';
import { digestOf, type SignatureScheme } from '../client/signature.ts';

/** The part of an app that matters to its pushes. */
export type SigningApp = Readonly<{
  name: string;
  mode: Mode;
  appKey: string;
  appSecret: string;
  /** Still accepted while the secret is being changed. */
  previousAppSecret?: string | undefined;
  pushSignature: 'enforce' | 'log';
}>;

/** Re-pushes come up to 623 minutes later and may carry the first signature. */
const MAX_AGE_SECONDS = 24 * 3600;
/** How far the platform's clock may be ahead of ours. */
const MAX_LEAD_SECONDS = 5 * 60;
/** The longest documented header has about 420 characters. */
const MAX_HEADER_LENGTH = 2048;

/** Base64 of 32 bytes. */
const DIGEST_BYTES = 44;

/** Compared against when there is no secret, so that an unknown app takes as long as a known one. */
const NO_SECRET = 'compared against and never accepted';

const SCHEMES = ['AKSK', 'WSSE'] as const satisfies readonly SignatureScheme[];

type Token = Readonly<{
  scheme: SignatureScheme;
  username: string;
  digest: string;
  nonce: string;
  created: string;
}>;

/**
 * Verifies pushes of these apps by `X-AKSK` or `X-WSSE`. The digest covers nonce and time only (`pn_faq_00028`), so the
 * body is protected against reuse of a signature by the nonce memory of `shared/pushes`.
 */
export const createPushVerifier = (apps: readonly SigningApp[]): VerifyPush => {
  const byKey = new Map(apps.map((app) => [app.appKey, app]));
  return (headers, now) => {
    const read = readToken(headers);
    if ('reason' in read) {
      const namesApp = apps.some(({ appKey }) => read.value.includes(appKey));
      return { kind: 'refused', reason: read.reason, namesApp };
    }
    const app = byKey.get(read.username);
    const fault = faultOf(read, app, now);
    if (app === undefined) return { kind: 'refused', reason: 'unknown-app', namesApp: false };
    if (fault === undefined) return { kind: 'verified', app: pushApp(app), ...signed(read) };
    if (app.pushSignature === 'log') return { kind: 'unverified', app: pushApp(app), reason: fault };
    return { kind: 'refused', reason: fault, namesApp: true };
  };
};

const pushApp = ({ name, mode, appKey }: SigningApp): PushApp => ({ name, mode, appKey });

const signed = ({ scheme, nonce, created }: Token) => ({
  scheme,
  nonce,
  createdAt: new Date(created).toISOString(),
});

const faultOf = (token: Token, app: SigningApp | undefined, now: Date): RefusalReason | undefined => {
  // Both secrets are always tried, so that the time tells neither which one matched nor whether there are two.
  const current = matches(token, app?.appSecret);
  const previous = matches(token, app?.previousAppSecret);
  return current || previous ? faultOfTime(token.created, now) : 'wrong-digest';
};

const matches = ({ scheme, digest, nonce, created }: Token, secret: string | undefined): boolean => {
  const expected = Buffer.from(digestOf(scheme, { secret: secret ?? NO_SECRET, nonce, created }));
  const given = Buffer.alloc(DIGEST_BYTES);
  given.write(digest);
  const equal = timingSafeEqual(expected, given) && Buffer.byteLength(digest) === DIGEST_BYTES;
  return equal && secret !== undefined;
};

const CREATED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const faultOfTime = (created: string, now: Date): RefusalReason | undefined => {
  const at = new Date(created);
  // 30 February has the right form and another day when it is written back.
  if (!CREATED.test(created) || Number.isNaN(at.getTime())) return 'malformed';
  if (at.toISOString() !== created.replace('Z', '.000Z')) return 'malformed';
  if (at < addSeconds(now, -MAX_AGE_SECONDS)) return 'stale';
  return at > addSeconds(now, MAX_LEAD_SECONDS) ? 'early' : undefined;
};

/** A header that is not a token. */
type Unread = Readonly<{ reason: RefusalReason; value: string }>;

/** The token of the current scheme, else of the older one. */
const readToken = (headers: PushHeaders): Token | Unread => {
  for (const scheme of SCHEMES) {
    const value = headerOf(headers, `x-${scheme.toLowerCase()}`);
    if (value === undefined) continue;
    if (value.length > MAX_HEADER_LENGTH) return { reason: 'too-long', value };
    return parseToken(scheme, value) ?? { reason: 'malformed', value };
  }
  return { reason: 'missing', value: '' };
};

const headerOf = (headers: PushHeaders, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

/** One `Name="value"`; quotes may be single or missing, and so may the comma behind it. */
const ATTRIBUTE = /\s*(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s,"']+))\s*,?/y;

const parseToken = (scheme: SignatureScheme, value: string): Token | undefined => {
  const attributes = attributesOf(value.replace(/^\s*UsernameToken\b/i, ''));
  const username = attributes?.get('username');
  const digest = attributes?.get('passworddigest');
  const nonce = attributes?.get('nonce');
  const created = attributes?.get('created');
  if (!username || !digest || !nonce || !created) return undefined;
  return { scheme, username, digest, nonce, created };
};

/** Attributes by their name in lower case; `undefined` for a header of another form or with a name twice. */
const attributesOf = (text: string): ReadonlyMap<string, string> | undefined => {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = 0;
  for (let end = 0; end < text.trimEnd().length; end = ATTRIBUTE.lastIndex) {
    const [, name, ...values] = ATTRIBUTE.exec(text) ?? [];
    if (name === undefined || attributes.has(name.toLowerCase())) return undefined;
    attributes.set(name.toLowerCase(), values.find((written) => written !== undefined) ?? '');
  }
  return attributes;
};
