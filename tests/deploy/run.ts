// `npm run test:deploy`: deploys to an AWS stand-in by the framework's real command, changes, removes and deploys again, and after
// each step asks the stand-in what is there. The packaged zips then answer the journey of `npm start`. See docs/testing.md.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import type { Simulator } from '../../simulator/simulator.ts';
import { type ApiClient, createApiClient, expectAnswer } from '../../tools/local-stack/api-client.ts';
import { writeConfigurationFile } from '../../tools/local-stack/configuration-file.ts';
import { journeySteps, type Step } from '../../tools/local-stack/journey.ts';
import { startSimulatedPlatform } from '../../tools/local-stack/stack.ts';
import { loadTemplate } from '../../tools/local-stack/template.ts';
import { heading, oneLine, say, stepLine } from '../../tools/local-stack/terminal.ts';
import { startGateway } from '../harness/gateway.ts';
import { findLeaks, secretNumber, secretText } from '../harness/leaks/find-leaks.ts';
import { routesOf } from '../harness/routes.ts';
import { type FunctionRunner, runFunctions } from './deployed-functions.ts';
import { functionsAreAsWritten } from './functions-as-written.ts';
import { countsOf, type Data, expectSameData, readData } from './kept-data.ts';
import { type Deployment, standInService } from './service.ts';
import {
  schedulesAndLogsAreAsWritten,
  stackHasAll,
  stackIsGone,
  tablesAreAsWritten,
} from './stack-as-written.ts';
import { findStandIn, STAND_IN_REGION, standInAt } from './stand-in.ts';

const HOST = '127.0.0.1';
const API_KEY = 'stand-in-api-key';
const ACCOUNT = '123456789012';

/** Of a run of its own, so that one does not meet what another has left: retained data stays until the stand-in ends. */
const STAGE = `t${randomBytes(3).toString('hex')}`;
const STACK = `privatenumber-${STAGE}`;

const NAMES = {
  tables: ['bindings', 'calls', 'messages', 'numbers', 'pushes'].map((name) => `${STACK}-${name}`),
  bucket: `${STACK}-recordings-${ACCOUNT}-${STAND_IN_REGION}`,
};

class Failure extends Error {}

const step = async (name: string, run: () => Promise<string>): Promise<void> => {
  const startedAt = performance.now();
  try {
    const remark = await run();
    say(stepLine({ passed: true, name, remark, durationMs: performance.now() - startedAt }));
  } catch (error) {
    say(stepLine({ passed: false, name, remark: oneLine(error), durationMs: performance.now() - startedAt }));
    throw new Failure();
  }
};

const steps = async (all: readonly Step[]): Promise<void> => {
  for (const { name, run } of all) await step(name, run);
};

/** The people of the journey, their words and the apps' secrets. */
const PRIVATE = [
  secretNumber('a number', '13800000001'),
  secretNumber('a number', '13900000002'),
  secretText('a text', 'blue gate'),
  secretText('a secret', 'app-secret'),
];

const logsArePrivate = (log: string): string => {
  const lines = log.split('\n');
  const leaks = findLeaks(
    lines.map((text) => ({ name: 'a line', text })),
    PRIVATE,
    new Map(),
  );
  if (leaks.length > 0) throw new Error(`${leaks.length} lines with a number, a text or a secret`);
  return `${lines.length} lines`;
};

/** The gateway, whose functions come and go with deployments, and the platform that pushes to it. */
const startSurroundings = async () => {
  const current: { functions?: FunctionRunner | undefined; log: string } = { log: '' };
  const functions = (): FunctionRunner => {
    if (current.functions === undefined) throw new Error('nothing is deployed');
    return current.functions;
  };
  // The routes are those of every stage.
  const gateway = await startGateway({
    routes: routesOf(await loadTemplate()),
    handlerOf: async (folder) => (event) => functions().invoke(folder, event),
  });
  const file = await writeConfigurationFile({
    appsFile: undefined,
    apiKey: API_KEY,
    simulated: true,
    host: HOST,
  });
  const { configuration } = file;
  const documents = { configuration: await taken(file.uri), access: await taken(file.accessUri) };
  const simulator = await startSimulatedPlatform({
    host: HOST,
    port: 0,
    configuration,
    webhooks: `${gateway.url}/webhooks`,
  });
  const api: ApiClient = {
    ...createApiClient({ url: gateway.url, lambdaUrl: gateway.url }, API_KEY),
    invoke: (folder, event) => functions().invoke(folder, event),
  };
  return {
    api,
    simulator,
    documents,
    app: configuration.apps.find(({ mode }) => mode === 'AXB'),
    unhandled: gateway.unhandled,
    use: (next: FunctionRunner | undefined) => {
      current.log += current.functions?.log() ?? '';
      current.functions?.stop();
      current.functions = next;
    },
    log: () => current.log,
    stop: async () => {
      current.functions?.stop();
      await simulator.close();
      await gateway.close();
    },
  };
};

/** The text of a file, which is removed: the functions are to have it from its secret. */
const taken = async (uri: string): Promise<string> => {
  const text = await readFile(fileURLToPath(uri), 'utf8');
  await rm(fileURLToPath(uri));
  return text;
};
type Surroundings = Awaited<ReturnType<typeof startSurroundings>>;

const journey = ({
  api,
  simulator,
  app,
}: { api: ApiClient; simulator: Simulator } & Pick<Surroundings, 'app'>) => {
  if (app === undefined) throw new Error('no AXB app');
  return journeySteps({ api, simulator, app });
};

const Items = v.looseObject({ items: v.array(v.looseObject({ callId: v.optional(v.string()) })) });

/** Reads with the new functions what the old ones have written, sealed numbers and the recording among it. */
const oldDataIsReadable = async (api: ApiClient): Promise<string> => {
  const party = encodeURIComponent('+8613800000001');
  const bindings = expectAnswer(await api.get(`/bindings?a=${party}`), 200, Items).items;
  const calls = expectAnswer(await api.get(`/calls?party=${party}`), 200, Items).items;
  const link = expectAnswer(
    await api.get(`/calls/${calls[0]?.callId}/recording`),
    200,
    v.looseObject({ url: v.string(), sizeBytes: v.number() }),
  );
  const recording = await (await fetch(link.url)).arrayBuffer();
  if (bindings.length !== 1 || calls.length !== 1 || recording.byteLength !== link.sizeBytes)
    throw new Error(`${bindings.length} bindings, ${calls.length} calls, ${recording.byteLength} bytes`);
  return `1 binding, 1 call, its recording of ${link.sizeBytes} bytes`;
};

const showLeftOut = ({ leftOut }: Deployment): void => {
  say('\nNot given to the stand-in:');
  for (const { type, count, reason } of leftOut) say(`  ${String(count).padStart(4)} ${type}: ${reason}`);
  say('  ValidateTemplate: it takes warnings of cfn-lint for errors; npm run check has cfn-lint');
  say(
    'Not made by it: expiry and point-in-time recovery of tables; tests/manifest/storage.test.ts reads them\n',
  );
};

const deployChangeRemoveDeploy = async (
  endpoint: string,
  directory: string,
  surroundings: Surroundings,
): Promise<void> => {
  const { api, simulator, use } = surroundings;
  const standIn = standInAt(endpoint);
  const service = await standInService(join(directory, 'service'), endpoint, STAGE);
  const parameters = {
    platformUrl: simulator.url,
    archiveFirstDelaySeconds: '0',
    s3ForcePathStyle: 'true',
  };
  let secrets: readonly string[] = [];
  const data = (): Promise<Data> => readData(standIn, { ...NAMES, secrets });
  let before: Data = {};

  const deploy = async (name: string, more: Readonly<Record<string, string>> = {}): Promise<Deployment> => {
    const made: { last?: Deployment } = {};
    await step(name, async () => {
      made.last = await service.deploy({ ...parameters, ...more });
      return `serverless deploy --stage ${STAGE}`;
    });
    if (made.last === undefined) throw new Failure();
    return made.last;
  };

  const check = async ({ template }: Deployment): Promise<void> => {
    await step('the stack has what the template says', () => stackHasAll(standIn, STACK, template));
    await step('its functions run what was packaged', async () => {
      const { remark, deployed } = await functionsAreAsWritten(standIn, template);
      use(await runFunctions(endpoint, await mkdtemp(join(directory, 'zips-')), deployed));
      return remark;
    });
    await step('its schedules and logs are there', () =>
      schedulesAndLogsAreAsWritten(standIn, STACK, template),
    );
  };

  say(heading('Deploy'));
  const first = await deploy('deploy');
  await check(first);
  await step('its tables have their keys and indexes', () => tablesAreAsWritten(standIn, first.template));
  await step('each secret takes its document', async () => {
    secrets = first.secrets;
    for (const [kind, SecretString] of Object.entries(surroundings.documents)) {
      const [Name, ...others] = secrets.filter((name) => name.endsWith(`-${kind}`));
      if (Name === undefined || others.length > 0) throw new Error(`not one secret for the ${kind}`);
      await standIn.secrets.send(new CreateSecretCommand({ Name, SecretString }));
    }
    return secrets.join(', ');
  });
  say(heading('Journey through the packaged zips'));
  await steps(journey(surroundings));

  say(heading('Change'));
  before = await data();
  const changed = await deploy('deploy with another parameter', { logLevel: 'warn' });
  await check(changed);
  await step('the data is as it was', async () => expectSameData(await data(), before));
  await step('the changed functions read it', () => oldDataIsReadable(api));

  say(heading('Remove'));
  before = await data();
  await step('remove', async () => {
    use(undefined);
    await service.remove();
    return `serverless remove --stage ${STAGE}`;
  });
  await step('the stack is gone', () => stackIsGone(standIn, STACK));
  await step('the data is kept', async () => expectSameData(await data(), before));

  say(heading('Deploy again'));
  const again = await deploy('deploy with existingData=true', { existingData: 'true' });
  await check(again);
  await step('the data is as it was', async () => expectSameData(await data(), before));
  await step('the new functions read it', () => oldDataIsReadable(api));
  say(heading('Journey upon the old data'));
  await steps(journey(surroundings));
  await step('the data has grown', async () => countsOf(await data()));
  await step('no function failed without an answer', async () => {
    if (surroundings.unhandled.length > 0) throw new Error(surroundings.unhandled.map(oneLine).join('; '));
    return '';
  });
  await step('remove', async () => {
    use(undefined);
    await service.remove();
    return '';
  });
  await step('no number, text or secret is in the logs', async () => logsArePrivate(surroundings.log()));
  showLeftOut(first);
};

const main = async (): Promise<number> => {
  const startedAt = performance.now();
  const found = findStandIn(process.env['AWS_ENDPOINT_URL'], process.argv.slice(2));
  if ('skipped' in found) {
    say(`skipped: ${found.skipped}`);
    return 0;
  }
  const directory = await mkdtemp(join(tmpdir(), 'test-deploy-'));
  const surroundings = await startSurroundings();
  try {
    await deployChangeRemoveDeploy(found.endpoint, directory, surroundings);
    say(`all steps in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    return 0;
  } finally {
    await surroundings.stop();
    await rm(directory, { recursive: true, force: true });
  }
};

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Failure)) process.stderr.write(`npm run test:deploy: ${oneLine(error)}\n`);
  process.exitCode = error instanceof Failure ? 1 : 2;
}
