import { createHash, createHmac } from 'node:crypto';

/** A request as it arrived, as far as its signature goes. */
export type SignedRequest = Readonly<{
  method: string;
  path: string;
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  body: string;
}>;

/** The parts of an `Authorization` header, and whether its signature is that of the request. */
export type SignatureCheck = Readonly<{
  accessKeyId: string;
  /** Day, region, service. */
  scope: string;
  signedHeaders: readonly string[];
  valid: boolean;
}>;

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Signature Version 4, after the steps of the AWS General Reference, written here a second time on purpose. */
export const checkSignature = (request: SignedRequest, secretAccessKey: string): SignatureCheck => {
  const { method, path, headers, body } = request;
  const pattern = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=(\w+)$/;
  const [, accessKeyId = '', scope = '', names = '', signature] =
    pattern.exec(String(headers['authorization'])) ?? [];
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const payload = headers['x-amz-content-sha256'] ?? sha256(body);
  const canonical = [method, path, '', lines.join(''), names, payload].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return {
    accessKeyId,
    scope: scope.replace(/\/aws4_request$/, ''),
    signedHeaders: names.split(';'),
    valid: hmac(key, toSign).toString('hex') === signature,
  };
};
