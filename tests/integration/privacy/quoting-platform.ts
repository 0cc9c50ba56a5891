import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands before the simulated platform and passes everything on, until it is told to refuse the next request with a
 * text that quotes what it likes: the vendor's texts are free text, and nobody knows what is in them.
 */
export const startQuotingPlatform = async () => {
  let target = '';
  let refusal: { httpStatus: number; code: string; text: string } | undefined;

  const pass = (incoming: IncomingMessage, response: ServerResponse): void => {
    const { method, headers, url = '/' } = incoming;
    const forwarded = httpRequest(new URL(url, target), { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    incoming.pipe(forwarded);
  };

  const server = createServer((incoming, response) => {
    if (refusal === undefined) return pass(incoming, response);
    const { httpStatus, code, text } = refusal;
    refusal = undefined;
    incoming.resume();
    response.writeHead(httpStatus, { 'content-type': 'application/json;charset=utf-8' });
    response.end(JSON.stringify({ resultcode: code, resultdesc: text }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    passTo: (url: string): void => {
      target = url;
    },
    refuseNext: (httpStatus: number, code: string, text: string): void => {
      refusal = { httpStatus, code, text };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
