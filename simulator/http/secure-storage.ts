import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';

/** The storage host over https. `ca` is the authority that a customer has to trust for it; nobody else does. */
export type SecureStorage = {
  url: string;
  /** PEM. */
  ca: string;
  /** The same content behind a certificate for another host, signed by nobody: what a `wrong-certificate` fault leads to. */
  wrongUrl: string;
};

const pem = (name: string): string => readFileSync(join(import.meta.dirname, 'certificates', name), 'utf8');

const listen = (server: Server): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Two https listeners on free ports of 127.0.0.1, with the test-only certificates of this directory. */
export const startSecureStorage = async (
  handle: RequestListener,
): Promise<SecureStorage & { close(): Promise<void> }> => {
  const right = createServer({ key: pem('storage.key'), cert: pem('storage.pem') }, handle);
  const wrong = createServer({ key: pem('wrong.key'), cert: pem('wrong.pem') }, handle);
  return {
    url: await listen(right),
    wrongUrl: await listen(wrong),
    ca: pem('authority.pem'),
    close: async () => void (await Promise.all([close(right), close(wrong)])),
  };
};
