import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stack } from './stack.ts';

/** A started Lambda API. */
export type LambdaApi = Readonly<{ endpoint: string; stop: () => Promise<void> }>;

/** As much of Lambda's Invoke API as operators' commands need, in front of the functions of a stack. */
export const startLambdaApi = async (stack: Pick<Stack, 'invoke'>): Promise<LambdaApi> => {
  const server = createServer((request, response) => {
    const folder = /^\/2015-03-31\/functions\/privatenumber-local-([a-z-]+)\/invocations$/.exec(
      request.url ?? '',
    )?.[1];
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const event: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      stack.invoke(String(folder), event).then(
        (report) => response.writeHead(200).end(JSON.stringify(report)),
        (error: Error) =>
          response
            .writeHead(200, { 'x-amz-function-error': 'Unhandled' })
            .end(JSON.stringify({ errorMessage: error.message })),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
