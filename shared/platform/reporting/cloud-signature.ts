import { createHash, createHmac } from 'node:crypto';

/** An access key of Huawei Cloud. */
export type AccessKey = Readonly<{ ak: string; sk: string }>;

/** The parts of a request that a signature covers. */
export type RequestToSign = Readonly<{
  method: string;
  /** Complete, its query included. */
  url: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** The body as text, or `unsigned`: only its header says that there is one. The vendor's library signs no body but JSON. */
  body: string | 'unsigned' | undefined;
}>;

const ALGORITHM = 'SDK-HMAC-SHA256';

/**
 * The headers by which Huawei Cloud knows who sends a request (`SDK-HMAC-SHA256`), those of the request included. Signed are
 * all headers but the type of a multipart body, which the vendor's library leaves out as well. Vectors in the tests are of that
 * library, huaweicloud-sdk-core 3.1.211.
 *
 * @param now the time of the signature; whole seconds count
 */
export const signedHeaders = (
  { method, url, headers, body }: RequestToSign,
  { ak, sk }: AccessKey,
  now: Date,
): Readonly<Record<string, string>> => {
  const { host, pathname, searchParams } = new URL(url);
  const date = now.toISOString().replace(/\.\d+|[-:]/g, '');
  const all: Readonly<Record<string, string>> = {
    ...headers,
    'x-sdk-date': date,
    ...(body === 'unsigned' ? { 'x-sdk-content-sha256': UNSIGNED } : {}),
  };
  const signed = Object.entries({ ...all, host })
    .filter(([name, value]) => name !== 'content-type' || !value.startsWith('multipart/form-data'))
    .sort(byName);
  const names = signed.map(([name]) => name).join(';');
  const request = [
    method,
    pathname.endsWith('/') ? pathname : `${pathname}/`,
    [...searchParams]
      .sort(byName)
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      .join('&'),
    signed.map(([name, value]) => `${name}:${value}\n`).join(''),
    names,
    body === 'unsigned' ? UNSIGNED : sha256(body ?? ''),
  ].join('\n');
  const signature = createHmac('sha256', sk)
    .update([ALGORITHM, date, sha256(request)].join('\n'))
    .digest('hex');
  return {
    ...all,
    authorization: `${ALGORITHM} Access=${ak}, SignedHeaders=${names}, Signature=${signature}`,
  };
};

const UNSIGNED = 'UNSIGNED-PAYLOAD';

type Named = readonly [string, string];
const byName = ([left]: Named, [right]: Named): number => (left < right ? -1 : 1);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Everything but the unreserved characters of RFC 3986. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
