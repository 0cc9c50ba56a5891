import { createHash, createHmac, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { IncomingRequest } from '../http/platform-api.ts';
import { type Answer, jsonAnswer } from '../protocol/answer.ts';
import { secondsAfter } from '../state/clock.ts';
import type { CloudAccount } from '../state/options.ts';
import type { Platform } from '../state/platform.ts';
import { CloudRefusal } from './cloud-refusal.ts';

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');

const AUTHORIZATION = /^SDK-HMAC-SHA256 Access=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

/** `20261127T210000Z` as a time. */
const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const TOLERANCE_MS = 15 * 60 * 1000;
const TOKEN_SECONDS = 24 * 3600;

const TokenBody = v.object({
  auth: v.object({
    identity: v.object({
      methods: v.tuple([v.literal('password')]),
      password: v.object({
        user: v.object({ domain: v.object({ name: v.string() }), name: v.string(), password: v.string() }),
      }),
    }),
    scope: v.object({ project: v.object({ name: v.string() }) }),
  }),
});

/** The account of the tenant: access key and IAM user. */
export type CloudAuthentication = {
  /** @throws {CloudRefusal} for whoever is not the account. */
  authenticate(request: IncomingRequest): void;
  /** IAM: a token for name and password. */
  issueToken(request: IncomingRequest): Answer;
  clear(): void;
};

export const createCloudAuthentication = (
  { clock }: Pick<Platform, 'clock'>,
  account: CloudAccount,
): CloudAuthentication => {
  const tokens = new Map<string, Date>();
  const unsigned = (text: string): CloudRefusal => new CloudRefusal(401, 'APIG.0301', text);

  const checkSignature = ({ method, path, query, headers, bytes }: IncomingRequest): void => {
    const [, ak, names = '', signature] = AUTHORIZATION.exec(headers['authorization'] ?? '') ?? [];
    if (ak !== account.ak) throw unsigned('Incorrect IAM authentication information: AK access failed');
    const date = headers['x-sdk-date'] ?? '';
    if (!(Math.abs(timeOf(date) - clock.now().getTime()) <= TOLERANCE_MS))
      throw unsigned('Incorrect IAM authentication information: x-sdk-date');
    const signed = names.split(';');
    if (!signed.includes('host') || !signed.includes('x-sdk-date'))
      throw unsigned('Incorrect IAM authentication information: signed headers');
    const request = [
      method,
      path.endsWith('/') ? path : `${path}/`,
      canonicalQuery(query),
      signed.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join(''),
      names,
      headers['x-sdk-content-sha256'] ?? sha256(bytes),
    ].join('\n');
    const expected = createHmac('sha256', account.sk)
      .update(`SDK-HMAC-SHA256\n${date}\n${sha256(request)}`)
      .digest('hex');
    if (signature !== expected) throw unsigned('Incorrect IAM authentication information: verify signature');
  };

  return {
    authenticate(request) {
      const token = request.headers['x-auth-token'];
      if (token === undefined && request.headers['authorization'] !== undefined)
        return checkSignature(request);
      const until = tokens.get(token ?? '');
      if (!until || until <= clock.now()) throw new CloudRefusal(403, 'PPT.0007', 'Authentication failed.');
      return undefined;
    },
    issueToken({ body }) {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), TokenBody), body);
      const { domain, name, password, project } = account.iamUser;
      const asked = parsed.success ? parsed.output.auth : undefined;
      const user = asked?.identity.password.user;
      const isUser = user?.name === name && user.password === password && user.domain.name === domain;
      if (!isUser || asked?.scope.project.name !== project)
        return jsonAnswer(401, { error: { code: 401, message: 'The username or password is wrong.' } });
      const token = randomUUID();
      const until = secondsAfter(clock.now(), TOKEN_SECONDS);
      tokens.set(token, until);
      const answer = jsonAnswer(201, { token: { expires_at: until.toISOString() } });
      return { ...answer, headers: { ...answer.headers, 'X-Subject-Token': token } };
    },
    clear: () => tokens.clear(),
  };
};
