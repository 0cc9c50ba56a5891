import { join } from 'node:path';
import { startSimulator } from '../../../simulator/simulator.ts';
import { createTables } from '../../../tools/local-stack/create-from-template.ts';
import { startDynamo } from '../../../tools/local-stack/engines.ts';
import { loadTemplate } from '../../../tools/local-stack/template.ts';
import {
  API_KEY,
  configurationDocument,
  person,
  poolNumbers,
  RIDES,
  simulatorApp,
} from '../../harness/fixtures.ts';
import { ENVIRONMENT } from '../import-ms.ts';
import { type Bundle, ourBundle, peerBundle } from './bundled.ts';
import { coldStart } from './cold.ts';
import { type Row, ratio } from './row.ts';
import { startServices } from './services.ts';

/** A function that is started for a bind, and the status it answers. */
type Started = Readonly<{ bundle: Bundle; status: number | undefined }>;

/** The one function that a bind starts as it is deployed: the key is checked in it. */
const deployedIn = async (directory: string): Promise<readonly Started[]> => [
  { bundle: await ourBundle('bind', directory), status: 201 },
];

/** The same as it was before: a function of its own for the key, and both with the SDK as it is cut. */
const beforeIn = async (directory: string): Promise<readonly Started[]> => [
  { bundle: await peerBundle('key-check', directory, {}), status: undefined },
  { bundle: await ourBundle('bind', join(directory, 'before'), { awsClients: 'sdk' }), status: 201 },
];

/** Processor time of everything that a cold bind starts, in parts of that before. The tables are in an engine. */
export const coldBindRow = async (directory: string, rounds: number): Promise<Row> => {
  const numbers = poolNumbers(20);
  const engine = await startDynamo();
  const simulator = await startSimulator({ apps: [simulatorApp(RIDES, numbers)] });
  const app = { ...RIDES, numbers, baseUrl: simulator.url };
  const secret = configurationDocument([app], '127.0.0.1');
  const services = await startServices({ secret, engine: engine.endpoint });
  try {
    const tables = await createTables(engine.endpoint, await loadTemplate());
    const environment = { ...ENVIRONMENT, ...tables, ...services.environment };
    let pair = 0;
    const spentMs = async (started: readonly Started[]): Promise<number> => {
      pair += 2;
      let sum = 0;
      for (const { bundle, status } of started) {
        const events = [bindOf(pair)];
        sum += (await coldStart({ file: bundle.file, events, environment, status })).answerMs;
      }
      return sum;
    };
    const variants = { now: await deployedIn(directory), before: await beforeIn(directory) };
    // The first bind of all stores the pool.
    await spentMs(variants.before);
    const spent = { now: [] as number[], before: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      spent.before.push(await spentMs(variants.before));
      spent.now.push(await spentMs(variants.now));
    }
    const name = 'cold bind with what stands before it; with the SDK and a function for the key: 1';
    return { name, now: ratio(spent.now, spent.before), goal: 0.45 };
  } finally {
    services.close();
    await simulator.close();
    await engine.stop();
  }
};

const bindOf = (index: number): object => ({
  version: '2.0',
  routeKey: 'POST /bindings',
  rawPath: '/bindings',
  headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
  body: JSON.stringify({ mode: 'AXB', a: person(index), b: person(index + 1), ttlSeconds: 3600 }),
  isBase64Encoded: false,
  requestContext: {
    requestId: 'bench',
    http: { method: 'POST', path: '/bindings' },
    authorizer: { lambda: { apiKeyName: 'tests' } },
  },
});
