import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { Engine } from '../../tools/local-stack/engines.ts';

/** Stands before an engine, hands everything on and notes the access keys that sign requests. */
export const notingEngine = async (engine: Engine, keys: Set<string>): Promise<Engine> => {
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const body = Buffer.concat(await incoming.toArray());
    const [, key] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    if (key !== undefined) keys.add(key);
    const onward = send(`${engine.endpoint}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await engine.stop();
    },
  };
};
