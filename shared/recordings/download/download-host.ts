/** What one host is allowed beyond https, a valid certificate and a public address. */
export type DownloadHost = Readonly<{
  /** A host name or address, with or without `:port`. */
  host: string;
  allowHttp: boolean;
  allowPrivate: boolean;
  /** PEM of the certificate that signs the host's one; trusted for this host besides the public roots. */
  ca?: string | undefined;
  /** `sha256/<base64>` of the certificate's public key (as in RFC 7469); without `ca` it stands for the whole check. */
  pin?: string | undefined;
  /** No certificate check at all. */
  insecure: boolean;
}>;

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

/** The exceptions for that URL's host; an entry with its port wins over one without. */
export const hostRule = (url: URL, hosts: readonly DownloadHost[]): DownloadHost => {
  const named = (written: string) => hosts.find(({ host }) => plain(host) === written);
  return named(url.host.toLowerCase()) ?? named(plain(url.hostname)) ?? strictHost(url.hostname);
};
