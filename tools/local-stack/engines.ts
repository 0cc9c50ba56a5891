// The embedded engines: DynamoDB by dynalite and S3 by fauxqs, both in memory, in this process, gone when it ends.
import { Server } from 'node:http';
import dynalite from 'dynalite';
import { buildApp } from 'fauxqs';
import { urlHost } from '../../simulator/http/url-host.ts';
import { ownRequestsOnly } from './guard/own-requests.ts';

/** A started engine; `stop` drops open connections and everything stored. */
export type Engine = Readonly<{ endpoint: string; stop: () => Promise<void> }>;

/** An empty DynamoDB on a free port. It has no transactions, no TTL and no streams. */
export const startDynamo = async (host = '127.0.0.1'): Promise<Engine> => {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  // A client that is kept busy may send on a connection just as the server closes it for being idle.
  server.keepAliveTimeout = 0;
  ownRequestsOnly(server, { host });
  const port = await listen(server, host);
  return { endpoint: `http://${urlHost(host)}:${port}`, stop: () => stopListening(server) };
};

/** An empty S3 on a free port; buckets are addressed by path. Its own start would listen on every address. */
export const startS3 = async (host = '127.0.0.1'): Promise<Engine> => {
  const app = buildApp({ logger: false });
  ownRequestsOnly(app.server, { host, isLinked: isSignedLink });
  const { port } = new URL(await app.listen({ port: 0, host }));
  return { endpoint: `http://${urlHost(host)}:${port}`, stop: () => app.close() };
};

/** The console plays a recording by such a link, from another port. */
const isSignedLink = ({
  method,
  url = '',
}: Readonly<{ method?: string | undefined; url?: string | undefined }>): boolean =>
  method === 'GET' && /[?&]X-Amz-Signature=/i.test(url);

/** Listens. @returns the port. */
export const listen = (server: Server, host: string, port = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
  });

/** Stops, and drops connections that are open. */
export const stopServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/**
 * Stops a server that would close its database as well, under requests that are at work, and then throws out of the process. Here the
 * database is in memory and goes with it.
 */
const stopListening = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    Server.prototype.close.call(server, () => resolve());
    server.closeAllConnections();
  });
