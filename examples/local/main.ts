import { join } from 'node:path';
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
  process.exit(await playScene(scene, createTools(addressesIn(process.env)), say));
};
