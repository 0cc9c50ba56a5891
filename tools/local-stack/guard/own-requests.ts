// Any page in a browser of this machine can send to its ports, and read the answer of a server that allows it by CORS or whose
// name the page can take. The servers of the local stack have keys that everybody knows, or none.
import type { IncomingMessage, Server } from 'node:http';
import { foreignHost, foreignRequest } from '../../../simulator/http/foreign-request.ts';

type Options = Readonly<{
  /** The address that the server listens on. */
  host: string;
  /** Whether others may lead a browser to it: a page, or a link that is signed. Its host is its own all the same. */
  isLinked?: (request: Readonly<Pick<IncomingMessage, 'method' | 'url'>>) => boolean;
}>;

/** The words of our own problem documents, and `message` for the SDKs. */
const problemOf = (detail: string): string =>
  JSON.stringify({
    type: '/problems/forbidden',
    title: 'This caller may not do that',
    status: 403,
    detail,
    code: 'forbidden',
    message: detail,
  });

/**
 * Has a server refuse with 403, in words, whatever a page from elsewhere has sent, and whoever calls it by a name that is not its
 * own, before it hears of it. Tools and SDKs name no origin and are let in. The server has all its listeners by now.
 */
export const ownRequestsOnly = (server: Server, { host, isLinked = () => false }: Options): void => {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const refused = (isLinked(request) ? foreignHost : foreignRequest)(request.headers, host);
    if (refused === undefined) {
      for (const listener of listeners) listener.call(server, request, response);
      return;
    }
    response.writeHead(403, { 'content-type': 'application/problem+json' }).end(problemOf(refused));
  });
};
