import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Holds something back until it is let go; `reached` resolves when something waits. */
const createGate = () => {
  const reached = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  const pass = async (): Promise<void> => {
    reached.resolve();
    await open.promise;
  };
  return { pass, reached: reached.promise, letGo: () => open.resolve() };
};
type Gate = ReturnType<typeof createGate>;

/**
 * Stands before the simulated platform and passes everything on, until it is told what to do with the next request: to
 * refuse it with a text that quotes what it likes (the vendor's texts are free text, and nobody knows what is in them),
 * or to hold the request or its answer back.
 */
export const startQuotingPlatform = async () => {
  let target = '';
  let refusal: { httpStatus: number; code: string; text: string } | undefined;

  let held: { what: 'request' | 'answer'; gate: Gate } | undefined;

  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const holding = held;
    held = undefined;
    if (holding?.what === 'request') await holding.gate.pass();
    const { method, headers, url = '/' } = incoming;
    const forwarded = httpRequest(new URL(url, target), { method, headers, agent: false }, async (answer) => {
      if (holding?.what === 'answer') await holding.gate.pass();
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    incoming.pipe(forwarded);
  };

  const server = createServer((incoming, response) => {
    if (refusal === undefined) {
      pass(incoming, response).catch(() => response.destroy());
      return;
    }
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
    /** Forgets a refusal that nobody came for. */
    refuseNothing: (): void => {
      refusal = undefined;
    },
    holdNext: (what: 'request' | 'answer'): Gate => {
      held = { what, gate: createGate() };
      return held.gate;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
