import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import { randomId } from '../../shared/kernel/ids.ts';
import {
  type Judge,
  type SimulatorApp,
  type SimulatorOptions,
  startSimulator,
} from '../../simulator/simulator.ts';
import {
  LOCAL_CREDENTIALS,
  LOCAL_REGION,
  loadTemplate,
} from '../../tools/local-stack/create-from-template.ts';
import { createQueue } from '../../tools/local-stack/events/create-queue.ts';
import { startEventBus } from '../../tools/local-stack/events/event-bus.ts';
import type { Template } from '../../tools/local-stack/template.ts';
import { asFunction, notedDocuments } from '../rights/recorder.ts';
import { createTestFeed } from './captured-documents.ts';
import {
  API_KEY,
  accessDocument,
  configurationDocument,
  poolNumbers,
  pushUrlsOf,
  RIDES,
  simulatorApp,
} from './fixtures.ts';
import { contextFor, type Handler, startGateway } from './gateway.ts';
import { routesOf } from './routes.ts';
import { takeS3 } from './spare-s3.ts';
import { startMemoryStore, startStoreEngine, type TestStore } from './store-engine.ts';
import { withStoreFaults } from './store-faults.ts';
import { surroundingsOf } from './surroundings-of.ts';
import { createTestRuntime } from './test-runtime.ts';

export type StackOptions = Readonly<{
  /** Our apps as in the configuration document; one AXB app with twenty numbers by default. */
  apps?: readonly object[];
  /** The apps at the simulated platform, without their push addresses. */
  platformApps?: readonly SimulatorApp[];
  /** A virtual clock that stands still until `advance`; absent: real time plus what was advanced. */
  startAt?: Date;
  seed?: number;
  /** Callers beside those of `API_KEYS`, as in the access document. */
  callers?: readonly object[];
  /** Fields of the configuration document beside those that all tests have; they may need the simulated platform's address. */
  configuration?: object | ((platformUrl: string) => object);
  simulator?: Partial<SimulatorOptions['settings']>;
  /** Decides the fate of each request to the simulated platform. */
  judge?: Judge | undefined;
  environment?: Readonly<Record<string, string>>;
  /** For replayable choices of numbers. */
  random?: () => number;
  /** The waits before another look; in real time when absent. */
  sleep?: (milliseconds: number) => Promise<void>;
  /** Carries out each invocation of a function; a test may end one in the middle. */
  invoked?: (work: () => Promise<unknown>) => Promise<unknown>;
  /**
   * Where the tables are: the embedded engine, by default; `memory`, which costs a small part of its time, for what is not
   * about the engine; or a store of the test's own. With `DYNAMODB_ENDPOINT` set, that engine in place of the first two.
   */
  store?: 'engine' | 'memory' | TestStore;
  /** Captures every change of a table with a stream, for {@link Stack.followChanges}; costs two reads a write. */
  changes?: boolean;
  /** With `store: 'memory'`: by how many seconds of the stack's clock an index lags behind; asked for each query. */
  indexLagSeconds?: (index: string) => number;
}>;

/** An answer of our API. `body` is the parsed JSON, or the text where it is none. */
export type Answer = Readonly<{ status: number; headers: Headers; body: never; text: string }>;

const storeOf = async (
  { store = 'engine', indexLagSeconds }: StackOptions,
  clock: () => Date,
): Promise<TestStore> => {
  if (store === 'engine') return startStoreEngine();
  const lag = indexLagSeconds && { seconds: indexLagSeconds, clock };
  return store === 'memory' ? startMemoryStore(lag ? { lag } : {}) : store;
};

/**
 * The whole bundle on one machine, for tests: the handlers as composed for Lambda, behind HTTP on the routes of the
 * template, on embedded engines (or those of `DYNAMODB_ENDPOINT` and `S3_ENDPOINT`) or with its tables in memory, with the
 * simulated platform.
 */
export const startStack = async (options: StackOptions = {}) => {
  const template = await loadTemplate();
  let offsetMs = 0;
  const base = options.startAt;
  const clock = () => new Date((base?.getTime() ?? Date.now()) + offsetMs);

  const opened = await storeOf(options, clock);
  const feed = createTestFeed({
    template,
    tables: opened.tables,
    clock,
    invoke: (folder, event) => invoke(folder, event),
  });
  const tableStore =
    options.changes === true ? { ...opened, documents: feed.captured(opened.documents) } : opened;
  const { tables } = tableStore;
  const s3 = await takeS3(template);
  const { endpoint: s3Endpoint, buckets } = s3;

  const numbers = poolNumbers(20);
  const customerApi = { url: '', apiKey: API_KEY };
  const simulator = await startSimulator({
    customerApi,
    apps: [...(options.platformApps ?? [simulatorApp(RIDES, numbers)])],
    ...(options.startAt === undefined ? {} : { startAt: options.startAt }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.simulator === undefined ? {} : { settings: options.simulator }),
    judge: options.judge,
  });

  const directory = await mkdtemp(join(tmpdir(), 'privatenumber-'));
  const configurationFile = join(directory, 'configuration.json');
  const apps = (options.apps ?? [{ ...RIDES, numbers }]).map((app) => ({ baseUrl: simulator.url, ...app }));
  const accessFile = join(directory, 'access.json');
  const { configuration: given } = options;
  const more = typeof given === 'function' ? given(simulator.url) : given;
  const configuration = { ...configurationDocument(apps, '127.0.0.1'), ...more };
  await writeFile(configurationFile, JSON.stringify(configuration));
  await writeFile(accessFile, JSON.stringify(accessDocument(options.callers)));

  const aws = {
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_S3: s3Endpoint,
  };
  const business = options.changes === true ? await startBusiness(template, s3Endpoint) : undefined;
  // The S3 clients of the functions are made from the environment of the process, as on Lambda.
  Object.assign(process.env, aws);

  const store = withStoreFaults(tableStore.documents);
  const documents = notedDocuments(store.documents);
  const logs: string[] = [];
  const surroundings = {
    environment: {
      ...aws,
      CONFIG_URI: pathToFileURL(configurationFile).href,
      ACCESS_URI: pathToFileURL(accessFile).href,
      S3_FORCE_PATH_STYLE: 'true',
      ARCHIVE_FIRST_DELAY_SECONDS: '0',
      USAGE_WINDOW_SECONDS: '0',
      LOG_LEVEL: 'debug',
      ...tables,
      ...buckets,
      ...business?.environment,
      ...options.environment,
    },
    clock,
    newId: randomId,
    random: options.random ?? Math.random,
    ...(options.sleep === undefined ? {} : { sleep: options.sleep }),
    documents: () => documents,
    writeLog: (line: string) => logs.push(line),
  };
  const runtime = createTestRuntime(surroundings);

  const handlers = new Map<string, Promise<Handler>>();
  const { invoked } = options;
  const composed = async (functionFolder: string): Promise<Handler> => {
    const { compose } = await import(`../../functions/${functionFolder}/index.ts`);
    const handler: Handler = compose(
      createTestRuntime(surroundingsOf(template, functionFolder, surroundings)),
    );
    const run: Handler = (event, context) => asFunction(functionFolder, () => handler(event, context));
    return invoked === undefined ? run : (event, context) => invoked(() => run(event, context));
  };
  const handlerOf = (functionFolder: string): Promise<Handler> => {
    const known = handlers.get(functionFolder) ?? composed(functionFolder);
    handlers.set(functionFolder, known);
    return known;
  };

  const invoke = async (functionFolder: string, event: unknown = {}): Promise<unknown> => {
    const handler = await handlerOf(functionFolder);
    return handler(event as never, contextFor(functionFolder, 300_000));
  };

  const gateway = await startGateway({ routes: routesOf(template), handlerOf });
  customerApi.url = gateway.url;
  for (const { appKey } of options.platformApps ?? [RIDES])
    await simulator.control.setPushUrls(appKey, pushUrlsOf(gateway.url));

  const request = async (
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> => {
    const response = await fetch(`${gateway.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: jsonOf(text) as never, text };
  };

  return {
    url: gateway.url,
    simulator,
    control: simulator.control,
    /** The tables, not under the control of {@link withStoreFaults}: how tests write past our stores. */
    documents: tableStore.documents,
    store,
    tables,
    bucket: buckets.RECORDINGS_BUCKET,
    s3: new S3Client({
      endpoint: s3Endpoint,
      region: LOCAL_REGION,
      credentials: LOCAL_CREDENTIALS,
      forcePathStyle: true,
    }),
    runtime,
    /** The parts of the runtime, for a runtime that differs in some of them. */
    surroundings,
    logs,
    unhandled: gateway.unhandled,
    clock,
    request,
    /** Runs a function that no route leads to, as a schedule would. */
    invoke: async (functionFolder: string, event?: unknown) => (await invoke(functionFolder, event)) as never,
    /**
     * With `changes`: hands every change that waits to the functions with a stream trigger, as Lambda does. Those of a function that
     * fails wait for the next call. @returns how many wait
     */
    followChanges: feed.deliver,
    /** With `changes`: every record of a change so far. */
    changes: feed.records,
    /** With `changes`: what the business has heard, newest first. */
    events: () => business?.bus.events() ?? [],
    /** With `changes`: the bus, which a test can have refuse. */
    bus: business?.bus,
    /** Moves our clock and the platform's; what falls due there is pushed before this resolves. */
    advance: async (seconds: number): Promise<void> => {
      offsetMs += seconds * 1000;
      await simulator.control.advance(seconds);
    },
    /** Every item of a table, as stored. */
    items: (table: keyof typeof tables): Promise<Record<string, unknown>[]> =>
      tableStore.itemsOf(tables[table]),
    close: async (): Promise<void> => {
      await gateway.close();
      await simulator.close();
      await tableStore.stop();
      await business?.bus.stop();
      await s3.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

export type Stack = Awaited<ReturnType<typeof startStack>>;

/** The bus and the queue of untold events. The engine of S3 has queues too. */
const startBusiness = async (template: Template, queuesEndpoint: string) => {
  const bus = await startEventBus();
  const queue = await createQueue(queuesEndpoint, template);
  const environment = {
    ...queue,
    EVENT_BUS_NAME: 'privatenumber-local',
    AWS_ENDPOINT_URL_EVENTBRIDGE: bus.endpoint,
    AWS_ENDPOINT_URL_SQS: queuesEndpoint,
  };
  return { bus, environment };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
