import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createClient } from '../../packages/client/src/index.ts';
import { ensure } from './ensure.ts';
import { createPhones } from './phones.ts';
import { playScene, type Scene, type Tools } from './scene.ts';

/** Where the local stack is, and its API key. */
export type Addresses = Readonly<{
  apiUrl: string;
  lambdaUrl: string;
  platformUrl: string;
  apiKey: string;
}>;

/** The addresses that `npm start` has by the same variables. */
const addressesIn = ({
  PORT = '3000',
  LAMBDA_PORT = '3001',
  SIMULATOR_PORT = '3100',
  API_KEY = 'local-api-key',
}: NodeJS.ProcessEnv): Addresses => ({
  apiUrl: `http://127.0.0.1:${PORT}`,
  lambdaUrl: `http://127.0.0.1:${LAMBDA_PORT}`,
  platformUrl: `http://127.0.0.1:${SIMULATOR_PORT}`,
  apiKey: API_KEY,
});

/** Tools for a local stack that runs. */
export const createTools = ({ apiUrl, lambdaUrl, platformUrl, apiKey }: Addresses): Tools => {
  const invoke = (folder: string) =>
    post(`${lambdaUrl}/2015-03-31/functions/privatenumber-local-${folder}/invocations`, {});
  return {
    client: createClient({ baseUrl: apiUrl, apiKey }),
    phones: createPhones(platformUrl),
    async later(seconds) {
      await post(`${platformUrl}/control/advance`, { seconds });
      await invoke('binding-sweeper');
    },
    archive: () => invoke('recording-archiver'),
  };
};

const post = async (url: string, body: object): Promise<void> => {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  ensure(answer.ok && !answer.headers.has('x-amz-function-error'), `${url} answered ${answer.status}`);
};

/** Plays the scene when its file was started by itself, before the local stack of the environment, and ends the process. */
export const playIfStarted = async (file: string, scene: Scene): Promise<void> => {
  const [, started] = process.argv;
  if (started === undefined || file !== join(started)) return;
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const addresses = addressesIn(process.env);
  const misfit = await misfitOf(dirname(file), addresses);
  if (misfit !== undefined) say(misfit);
  process.exit(misfit === undefined ? await playScene(scene, createTools(addresses), say) : 1);
};

/** Why the stack cannot play the scene of a folder, with the command that starts one that can; `undefined` when it can. */
export const misfitOf = async (
  folder: string,
  { apiUrl, apiKey }: Pick<Addresses, 'apiUrl' | 'apiKey'>,
): Promise<string | undefined> => {
  const start = `Start it with: APPS_FILE=examples/${basename(folder)}/apps.json npm start`;
  const wanted: readonly Readonly<{ name: string }>[] = JSON.parse(
    await readFile(join(folder, 'apps.json'), 'utf8'),
  );
  try {
    const { apps } = await createClient({ baseUrl: apiUrl, apiKey, retries: 0 }).get('/access');
    const missing = wanted.filter(({ name }) => apps.every((app) => app.name !== name));
    if (missing.length === 0) return undefined;
    return `The stack at ${apiUrl} has no app ${missing.map(({ name }) => name).join(', ')}. ${start}`;
  } catch (error) {
    return `${apiUrl}: ${error instanceof Error ? error.message : String(error)}. ${start}`;
  }
};
