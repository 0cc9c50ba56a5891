import { isIP } from 'node:net';

/** The headers of a request that tell where it comes from. */
type Sender = Readonly<{
  host?: string | undefined;
  origin?: string | undefined;
  'sec-fetch-site'?: string | readonly string[] | undefined;
}>;

/** The host of an address as a header writes it, without port and brackets. */
const hostOf = (header: string): string => header.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

/** Listened on for every address of the machine. */
const EVERY_ADDRESS: readonly string[] = ['0.0.0.0', '::'];

/**
 * Tells whether a server may be called so. A page of the internet can have a name of its own lead to this machine, but no
 * address: so names are this machine's own, and the one that the server was told to listen on.
 */
const isOwnHost = (host: string, listenAddress: string): boolean => {
  if (host === 'localhost' || host === listenAddress) return true;
  if (isIP(host) === 0) return false;
  return EVERY_ADDRESS.includes(listenAddress) || host === '::1' || host.startsWith('127.');
};

const FOREIGN_HOST =
  'this server is not called so: use 127.0.0.1, localhost or the address that it listens on';

const FOREIGN_PAGE =
  'a page from elsewhere has sent this: use the console of this server, or a tool instead of a browser';

/** Word of a browser, which no page can change: the page that sent it is of the address that it called. */
const SAME_ORIGIN = 'same-origin';

/** An address that somebody has typed; and a tool, or an old browser. */
const NOT_BY_A_PAGE: readonly unknown[] = ['none', undefined];

/** Why a page, to which others may lead, is not given; undefined: it is. */
export const foreignHost = ({ host = '' }: Sender, listenAddress: string): string | undefined =>
  isOwnHost(hostOf(host), listenAddress) ? undefined : FOREIGN_HOST;

/**
 * Why a request is refused that does or tells something, in words; undefined: it is not. Browsers say which page sent it; tools say
 * nothing, and are let in.
 */
export const foreignRequest = (headers: Sender, listenAddress: string): string | undefined => {
  const { host = '', origin = `http://${host}` } = headers;
  const site = headers['sec-fetch-site'];
  // Behind a proxy of the page's own server, which may have another port, the origin is that of the page.
  const isOwn = site === SAME_ORIGIN || (origin === `http://${host}` && NOT_BY_A_PAGE.includes(site));
  return foreignHost(headers, listenAddress) ?? (isOwn ? undefined : FOREIGN_PAGE);
};
