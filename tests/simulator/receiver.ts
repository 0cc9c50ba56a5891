import { createServer } from 'node:http';

/** One push as it arrived. */
export type Received = {
  path: string;
  headers: Readonly<Record<string, string>>;
  rawHeaderNames: string[];
  body: string;
};

/** A customer's webhooks: takes everything in, answers what it is told to. */
export type Receiver = {
  url: string;
  received: Received[];
  /** Bodies parsed, oldest first. */
  bodies(): Record<string, unknown>[];
  /** Statuses of the next answers, one each; afterwards 200. 0 cuts the connection, -1 never answers. */
  answerWith(...statuses: number[]): void;
  close(): Promise<void>;
};

/** A receiver that listens on a free port of 127.0.0.1. */
export const startReceiver = async (): Promise<Receiver> => {
  const received: Received[] = [];
  let statuses: number[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    received.push({
      path: message.url ?? '',
      headers: Object.fromEntries(
        Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
      ),
      rawHeaderNames: message.rawHeaders.filter((_, at) => at % 2 === 0),
      body: Buffer.concat(chunks).toString('utf8'),
    });
    const status = statuses.shift() ?? 200;
    if (status === 0) response.destroy();
    else if (status > 0) response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    bodies: () => received.map(({ body }) => JSON.parse(body)),
    answerWith(...next) {
      statuses = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
