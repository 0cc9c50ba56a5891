import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../protocol/answer.ts';
import { passwordDigest } from '../protocol/signature.ts';
import type { AppRecord } from '../state/apps.ts';
import { secondsAfter } from '../state/clock.ts';
import type { SignatureScheme } from '../state/options.ts';
import type { Platform } from '../state/platform.ts';

/** Headers with names in lower case. */
export type Headers = Readonly<Record<string, string>>;

type Token = { scheme: SignatureScheme; username: string; nonce: string; created: string; digest: string };

const attributesOf = (header: string): Map<string, string> =>
  new Map([...header.matchAll(/(\w+)\s*=\s*"([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));

const requireAttribute = (
  attributes: Map<string, string>,
  name: string,
  { missing, wrong, value }: { missing: string; wrong: string; value: string },
): void => {
  const sent = attributes.get(name);
  if (!sent) throw new Refusal(400, missing);
  if (sent !== value) throw new Refusal(400, wrong);
};

/** Codes of what may be missing in the token header, by scheme. Source: `privatenumber_04_0009_1`. */
const TOKEN_CODES = {
  AKSK: {
    header: '1023033',
    Username: '1023034',
    Nonce: '1023035',
    Created: '1023036',
    PasswordDigest: '1023037',
  },
  WSSE: {
    header: '1023026',
    Username: '1023027',
    Nonce: '1023028',
    Created: '1023029',
    PasswordDigest: '1023030',
  },
} as const;

const readScheme = (authorization: string, acceptWsse: boolean): SignatureScheme => {
  const word = authorization.trim().split(/\s/, 1)[0];
  if (word === 'AKSK') return 'AKSK';
  if (word === 'WSSE') return acceptWsse ? 'WSSE' : 'AKSK';
  throw new Refusal(400, '1023013');
};

/** Presence and syntax of both headers: the 400s. */
const readToken = (headers: Headers, acceptWsse: boolean): Token => {
  const authorization = headers['authorization'];
  if (!authorization) throw new Refusal(400, '1023006');
  const attributes = attributesOf(authorization);
  requireAttribute(attributes, 'realm', { missing: '1023007', wrong: '1023009', value: 'SDP' });
  requireAttribute(attributes, 'profile', { missing: '1023008', wrong: '1023010', value: 'UsernameToken' });
  requireAttribute(attributes, 'type', { missing: '1023012', wrong: '1023011', value: 'Appkey' });

  const scheme = readScheme(authorization, acceptWsse);
  const codes = TOKEN_CODES[scheme];
  const header = headers[scheme === 'AKSK' ? 'x-aksk' : 'x-wsse'];
  if (!header) throw new Refusal(400, codes.header);
  const token = attributesOf(header);
  const part = (name: 'Username' | 'Nonce' | 'Created' | 'PasswordDigest'): string => {
    const value = token.get(name);
    if (!value) throw new Refusal(400, codes[name]);
    return value;
  };
  const username = part('Username');
  const nonce = part('Nonce');
  if (!/^[0-9A-Za-z]{1,128}$/.test(nonce)) throw new Refusal(400, codes.Nonce);
  const created = part('Created');
  const digest = part('PasswordDigest');
  if (!/^\s*UsernameToken\b/.test(header)) throw new Refusal(400, '1023038');
  return { scheme, username, nonce, created, digest };
};

const sameText = (one: string, other: string): boolean => {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
};

/** The caller and its address; `openUsername` is read before anything is known to be right. */
export type Caller = { headers: Headers; address: string };

/** Checks signatures and remembers failures. */
export type Authentication = {
  /**
   * The application behind a request, checked in the documented order up to the digest's time.
   *
   * @throws {Refusal} the code of the first check that fails.
   */
  authenticate(caller: Caller, unknownAppKey: { httpStatus: number; code: string }): AppRecord;
  clear(): void;
};

/** The app key that a request states, right or not. */
export const statedAppKey = (headers: Headers): string | null =>
  attributesOf(headers['x-aksk'] ?? headers['x-wsse'] ?? '').get('Username') ?? null;

/** Remembers per source address how often authentication failed in a row. */
export const createAuthentication = ({ apps, clock, settings }: Platform): Authentication => {
  const failures = new Map<string, { count: number; lockedUntil: Date | null }>();
  const refuseLocked = (address: string): void => {
    const known = failures.get(address);
    if (!known?.lockedUntil) return;
    if (known.lockedUntil > clock.now()) throw new Refusal(403, '1020176');
    failures.delete(address);
  };
  const failed = (address: string, httpStatus: number, code: string): Refusal => {
    const count = (failures.get(address)?.count ?? 0) + 1;
    const locks = settings.lockoutThreshold > 0 && count >= settings.lockoutThreshold;
    const lockedUntil = locks ? secondsAfter(clock.now(), settings.lockoutMinutes * 60) : null;
    failures.set(address, { count, lockedUntil });
    return new Refusal(httpStatus, code);
  };
  const inTime = (created: string): boolean => {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(created)) return false;
    const offMs = Math.abs(Date.parse(created) - clock.now().getTime());
    return offMs <= settings.clockToleranceSeconds * 1000 + 999; // `Created` has no milliseconds
  };

  return {
    authenticate({ headers, address }, unknownAppKey) {
      refuseLocked(address);
      const whitelist = apps.find(statedAppKey(headers) ?? '')?.ipWhitelist;
      if (whitelist && !whitelist.includes(address)) throw new Refusal(403, '1020166');
      const { scheme, username, nonce, created, digest } = readToken(headers, settings.acceptWsse);
      const app = apps.find(username);
      if (!app) throw failed(address, unknownAppKey.httpStatus, unknownAppKey.code);
      if (app.state === 'disabled') throw new Refusal(403, '1010008');
      const expected = passwordDigest(scheme, { appKey: username, appSecret: app.appSecret, nonce, created });
      if (!sameText(digest, expected)) throw failed(address, 401, '1010010');
      if (!inTime(created)) throw failed(address, 401, '1010013');
      failures.delete(address);
      return app;
    },
    clear: () => failures.clear(),
  };
};
