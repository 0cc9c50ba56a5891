import { constants } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../../tools/local-stack/template.ts';
import { accessDocument } from '../../harness/fixtures.ts';

/** The certificate that clients of the services have to trust. */
export const CERTIFICATE = join(ROOT, 'tests', 'fixtures', 'tls', 'loopback.crt');
const KEY = join(ROOT, 'tests', 'fixtures', 'tls', 'loopback.key');

/** DynamoDB and Secrets Manager on this machine, over https as in AWS. */
export type Services = Readonly<{
  /** Variables under which a function finds them. */
  environment: Readonly<Record<string, string>>;
  /** TLS connections since this was asked last, and how many of them went on with an earlier session. */
  connections: () => Readonly<{ connections: number; resumed: number }>;
  close: () => void;
}>;

type Options = Readonly<{
  /** The configuration document, which every secret but `access` holds. */
  secret: object;
  /** Where DynamoDB is; absent: every call is answered `{}`, as a write that succeeds is. */
  engine?: string;
  /** How long each answer waits. */
  answerMs?: number;
  /** Whether a further connection may go on with the TLS session of an earlier one. */
  resumes?: boolean;
}>;

const secretOf = (body: Buffer, configuration: object): object =>
  body.includes('"access"') ? accessDocument() : configuration;

/** Starts the services. */
export const startServices = async ({
  secret,
  engine,
  answerMs = 0,
  resumes = true,
}: Options): Promise<Services> => {
  let connections = 0;
  let resumed = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await request.toArray());
    if (answerMs > 0) await sleep(answerMs);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if (String(request.headers['x-amz-target']).startsWith('secretsmanager'))
      response.end(JSON.stringify({ SecretString: JSON.stringify(secretOf(body, secret)) }));
    else if (engine === undefined) response.end('{}');
    else await forward(engine, request, body, response);
  };
  const secureOptions = resumes ? 0 : constants.SSL_OP_NO_TICKET;
  const tls = { cert: readFileSync(CERTIFICATE), key: readFileSync(KEY), secureOptions };
  const server = createServer(tls, (request, response) => {
    answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  server.on('secureConnection', (socket) => {
    connections += 1;
    if (socket.isSessionReused()) resumed += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    environment: {
      AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`,
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
      AWS_REGION: 'local',
      AWS_ACCESS_KEY_ID: 'AKIDMADEUP',
      AWS_SECRET_ACCESS_KEY: 'made-up',
      // As long as those of a function's role.
      AWS_SESSION_TOKEN: 'made-up'.repeat(100),
    },
    connections: () => {
      const since = { connections, resumed };
      connections = 0;
      resumed = 0;
      return since;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

const forward = async (
  engine: string,
  { headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> => {
  const names = ['x-amz-target', 'content-type', 'authorization', 'x-amz-date'];
  const passed = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  const answer = await fetch(engine, { method: 'POST', headers: passed, body });
  response.writeHead(answer.status).end(await answer.text());
};
