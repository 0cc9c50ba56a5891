import { createServer, type ServerResponse } from 'node:http';

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
  /** Body of every further 200 to a path: an object becomes JSON, a string is sent as it is; undefined: empty again. */
  reply(path: string, body: unknown): void;
  close(): Promise<void>;
};

const respond = (response: ServerResponse, status: number, reply: unknown): void => {
  response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {});
  const body = typeof reply === 'string' ? reply : JSON.stringify(reply);
  response.end(status === 200 ? body : undefined);
};

/** A receiver that listens on a free port of 127.0.0.1. */
export const startReceiver = async (): Promise<Receiver> => {
  const received: Received[] = [];
  const replies = new Map<string, unknown>();
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
    else if (status > 0) respond(response, status, replies.get(message.url ?? ''));
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
    reply: (path, body) => void replies.set(path, body),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
