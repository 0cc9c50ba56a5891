import * as v from 'valibot';
import { strictObject } from '../../kernel/strict-object.ts';

/** The exceptions of one host from https, a valid certificate and a public address; part of an app's configuration. */
export const DownloadHost = strictObject({
  /** A host name or address, with or without `:port`. */
  host: v.pipe(v.string(), v.minLength(1)),
  allowHttp: v.optional(v.boolean(), false),
  allowPrivate: v.optional(v.boolean(), false),
  /** PEM of the certificate that signs the host's one; trusted for this host besides the public roots. */
  ca: v.optional(v.string()),
  /** `sha256/<base64>` of the certificate's public key (as in RFC 7469); without `ca` it replaces the whole check. */
  pin: v.optional(v.pipe(v.string(), v.regex(/^sha256\/[A-Za-z0-9+/]{43}=$/, 'must be sha256/<base64>'))),
  /** No certificate check at all. */
  insecure: v.optional(v.boolean(), false),
});
export type DownloadHost = Readonly<v.InferOutput<typeof DownloadHost>>;

/** An exception that a download really needed. */
export type UsedException = 'allow-http' | 'allow-private' | 'ca' | 'pin' | 'insecure';

/** A host without any exception. */
export const strictHost = (host: string): DownloadHost => ({
  host,
  allowHttp: false,
  allowPrivate: false,
  insecure: false,
});

const plain = (host: string): string => host.toLowerCase().replace(/^\[|\]$/g, '');

const listed = (url: URL, hosts: readonly DownloadHost[]): DownloadHost | undefined => {
  const named = (written: string) => hosts.find(({ host }) => plain(host) === written);
  return named(url.host.toLowerCase()) ?? named(plain(url.hostname));
};

/** Whether that URL's host has an entry of its own. */
export const isListed = (url: URL, hosts: readonly DownloadHost[]): boolean =>
  listed(url, hosts) !== undefined;

/** The exceptions for that URL's host; an entry with its port wins over one without. */
export const hostRule = (url: URL, hosts: readonly DownloadHost[]): DownloadHost =>
  listed(url, hosts) ?? strictHost(url.hostname);
