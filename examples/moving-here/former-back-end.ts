// A back end of your own on the simulated platform of `npm start`: it binds two people past us, and prints the line that
// `reconcile --adopt --file` takes (docs/moving-here.md).
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPlatformClient } from '../../packages/platform/src/index.ts';

/** The demo app of `npm start`. */
const APP = { mode: 'AXB', appKey: 'demo-axb-app-key-0001', appSecret: 'demo-axb-app-secret-0001' } as const;
const PEOPLE = { a: '+8613800000901', b: '+8613900000901' };
const REFERENCE = 'former-901';
const LIFE_SECONDS = 3600;

/** Binds the two, as the former back end did. @returns the line of its binding. @throws {Error} when the platform refuses */
export const bindAsBefore = async (baseUrl: string): Promise<string> => {
  const platform = createPlatformClient({ ...APP, baseUrl });
  const bound = await platform.bind({ ...PEOPLE, ttlSeconds: LIFE_SECONDS });
  if (bound.kind !== 'ok')
    throw new Error(`the platform at ${baseUrl}: ${bound.kind}; is npm start running?`);
  const { subscriptionId, x } = bound.value;
  return JSON.stringify({ subscriptionId, mode: APP.mode, ...PEOPLE, x, reference: REFERENCE });
};

const [, started] = process.argv;
if (started !== undefined && fileURLToPath(import.meta.url) === join(started)) {
  const { SIMULATOR_PORT = '3100' } = process.env;
  process.stdout.write(`${await bindAsBefore(`http://127.0.0.1:${SIMULATOR_PORT}`)}\n`);
}
