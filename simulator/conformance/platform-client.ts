import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { signedHeaders } from '../protocol/signature.ts';
import { createdTime } from '../state/clock.ts';
import type { SignatureScheme } from '../state/options.ts';

/** Credentials and the clock a customer signs with. */
export type Customer = {
  baseUrl: string;
  appKey: string;
  appSecret: string;
  now?: () => Date;
  scheme?: SignatureScheme;
};

/** An answer as it came over the wire; `json` is undefined when the body is none. */
export type WireAnswer = {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
  json: Record<string, unknown> | undefined;
};

export type Call = {
  /** Sent as it is, question mark not included. */
  query?: string;
  /** An object becomes JSON, a string is sent as it is. */
  body?: unknown;
  /** Changes the signed headers before they go out; undefined leaves one out. */
  headers?: (signed: Record<string, string>) => Record<string, string | undefined>;
};

/** Customer's side of the REST API, without any convenience that would hide what is on the wire. */
export type PlatformClient = {
  send(method: string, path: string, call?: Call): Promise<WireAnswer>;
};

const parsed = (text: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const exchange = (
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<WireAnswer> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = send(url, { method, headers: { ...headers, ...length }, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parsed(text) });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** A client for one application. */
export const createPlatformClient = (customer: Customer): PlatformClient => ({
  send(method, path, { query = '', body, headers } = {}) {
    const { appKey, appSecret, now = () => new Date(), scheme = 'AKSK' } = customer;
    const signing = {
      appKey,
      appSecret,
      nonce: randomBytes(16).toString('hex'),
      created: createdTime(now()),
    };
    const signed = {
      'content-type': 'application/json;charset=UTF-8',
      ...signedHeaders(scheme, signing),
    };
    const sent = Object.entries(headers ? headers(signed) : signed).filter(
      (header): header is [string, string] => header[1] !== undefined,
    );
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    return exchange(
      `${customer.baseUrl}${path}${query && `?${query}`}`,
      method,
      Object.fromEntries(sent),
      text,
    );
  },
});

/** A plain GET without any header of ours, as for a download. */
export const get = (url: string): Promise<WireAnswer> => exchange(url, 'GET', {}, undefined);
