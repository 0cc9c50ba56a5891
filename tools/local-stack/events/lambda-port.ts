// The port of the Lambda API: serverless-offline behind it, and before it what the local stack alone answers.
import { createServer } from 'node:http';
import { urlHost } from '../../../simulator/http/url-host.ts';
import { bytesOf, passOn } from '../changes/pass-on.ts';
import { type Engine, listen, stopServer } from '../engines.ts';
import { ownRequestsOnly } from '../guard/own-requests.ts';
import type { HeardEvent } from './event-bus.ts';

type Options = Readonly<{
  host: string;
  port: number;
  /** Of serverless-offline. */
  behind: string;
  events: () => readonly HeardEvent[];
}>;

/**
 * Starts it. `GET /events` are the last events that the business has heard, newest first; all else goes on, unless a browser has sent
 * it: no page may invoke a function.
 */
export const startLambdaPort = async ({ host, port, behind, events }: Options): Promise<Engine> => {
  const server = createServer((request, response) => {
    if (request.method === 'GET' && /^\/events\/?(?:\?.*)?$/.test(request.url ?? '')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ items: events() }));
      return;
    }
    const passed = bytesOf(request).then((body) => passOn(behind, request, body));
    passed.then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error: unknown) => response.writeHead(502).end(JSON.stringify({ message: String(error) })),
    );
  });
  ownRequestsOnly(server, { host });
  const given = await listen(server, host, port);
  return { endpoint: `http://${urlHost(host)}:${given}`, stop: () => stopServer(server) };
};
