import type { Configuration } from '../../shared/runtime/configuration.ts';
import { urlHost } from '../../simulator/http/url-host.ts';
import {
  type CustomerApi,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../simulator/simulator.ts';
import { followChanges } from './changes/follow-changes.ts';
import type { ConfigurationFile } from './configuration-file.ts';
import { bucketName, createBuckets, createTables, loadTemplate } from './create-from-template.ts';
import { type Engine, startDynamo, startS3 } from './engines.ts';
import { startQueue } from './events/create-queue.ts';
import { startEventBus } from './events/event-bus.ts';
import { startLambdaPort } from './events/lambda-port.ts';
import { type LocalApi, startLocalApi } from './local-api.ts';
import { startMetrics } from './metrics/metric-server.ts';
import { freePort } from './ports.ts';
import type { StackSettings } from './settings.ts';

/** Everything that runs. `simulator` is undefined when PLATFORM_URL names another platform. */
export type Stack = Readonly<{
  api: LocalApi;
  simulator: Simulator | undefined;
  dynamodbEndpoint: string;
  s3Endpoint: string;
  configuration: Configuration;
  /** Ends all parts; safe to call twice. */
  stop: () => Promise<void>;
}>;

/**
 * Starts the engines and the simulated platform side by side, and then the API.
 *
 * @throws {Error} when a part cannot start; the others are stopped
 */
export const startStack = async (settings: StackSettings, file: ConfigurationFile): Promise<Stack> => {
  const stops: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  let beforeTheEnd = async (): Promise<void> => undefined;
  const endAll = async (): Promise<void> => {
    await beforeTheEnd();
    await Promise.allSettled(stops.reverse().map((end) => end()));
  };
  const stop = () => {
    stopping ??= endAll();
    return stopping;
  };
  const opened = async <Part extends { stop(): Promise<void> }>(part: Promise<Part>): Promise<Part> => {
    const started = await part;
    stops.push(() => started.stop());
    return started;
  };
  try {
    const clock = createSharedClock();
    const { host, eventsUrl, eventsSecret } = settings;
    const [template, dynamo, s3, platform, bus, queues, metrics] = await Promise.all([
      loadTemplate(),
      opened(engineAt(settings.dynamodbEndpoint, () => startDynamo(host))),
      opened(engineAt(settings.s3Endpoint, () => startS3(host))),
      opened(startPlatform(settings, file.configuration, clock)),
      opened(startEventBus({ host, eventsUrl, eventsSecret })),
      opened(startQueue(host)),
      opened(startMetrics({ host })),
    ]);
    // Before the API: whoever is told by /health that it serves may send the first request in the next moment.
    await Promise.all([createTables(dynamo.endpoint, template), createBuckets(s3.endpoint, template)]);
    const store = await opened(
      followChanges({ endpoint: dynamo.endpoint, host, template, clock: clock.now }),
    );
    const api = await opened(
      startLocalApi({
        host,
        httpPort: settings.httpPort,
        lambdaPort: await freePort(host),
        dynamodbEndpoint: store.endpoint,
        s3Endpoint: s3.endpoint,
        recordingsBucket: bucketName(template),
        eventsEndpoint: bus.endpoint,
        queuesEndpoint: queues.endpoint,
        eventsQueueUrl: queues.queueUrl,
        metricsEndpoint: metrics.endpoint,
        onLine: metrics.hear,
        parameters: parametersOf(settings, file, platform.url),
      }),
    );
    clock.tell = api.setClockAhead;
    store.follow(api.lambdaUrl);
    const { events } = bus;
    const lambda = await opened(
      startLambdaPort({ host, port: settings.lambdaPort, behind: api.lambdaUrl, events }),
    );
    // The listener hears of the last steps too.
    if (eventsUrl !== undefined) beforeTheEnd = store.handOn;
    return {
      api: { ...api, lambdaUrl: lambda.endpoint },
      simulator: platform.simulator,
      dynamodbEndpoint: store.endpoint,
      s3Endpoint: s3.endpoint,
      configuration: file.configuration,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

const engineAt = async (endpoint: string | undefined, start: () => Promise<Engine>): Promise<Engine> =>
  endpoint === undefined ? start() : { endpoint, stop: async () => undefined };

/** The functions follow the simulated platform's clock, as soon as they are there, and so do the times of changes. */
const createSharedClock = () => {
  let aheadMs = 0;
  const clock = {
    /** Tells the functions. */
    tell: async (_ms: number): Promise<void> => undefined,
    setAhead: async (ms: number): Promise<void> => {
      aheadMs = ms;
      await clock.tell(ms);
    },
    now: (): Date => new Date(Date.now() + aheadMs),
  };
  return clock;
};
type SharedClock = ReturnType<typeof createSharedClock>;

type PlatformPart = Readonly<{ url: string; simulator: Simulator | undefined; stop: () => Promise<void> }>;

/** Digits of the extension in the OpenAPI document's example. */
const DEMO_EXTENSION_LENGTH = 3;

const startPlatform = async (
  settings: StackSettings,
  configuration: Configuration,
  clock: SharedClock,
): Promise<PlatformPart> => {
  if (settings.platformUrl !== undefined) {
    return { url: settings.platformUrl, simulator: undefined, stop: async () => undefined };
  }
  const simulator = await startSimulatedPlatform({
    host: settings.host,
    port: settings.simulatorPort,
    configuration,
    webhooks: `http://${urlHost(settings.host)}:${settings.httpPort}/webhooks`,
    extensionLength: settings.appsFile === undefined ? DEMO_EXTENSION_LENGTH : undefined,
    onOffset: (ms) => clock.setAhead(ms),
    customerApi: { url: `http://${urlHost(settings.host)}:${settings.httpPort}`, apiKey: settings.apiKey },
  });
  return { url: simulator.url, simulator, stop: () => simulator.close() };
};

/**
 * Starts a simulated platform that has the apps and numbers of a configuration document and pushes to one API.
 *
 * @param options.port 0: any free one
 * @param options.webhooks the address before `/cdr` and its like
 * @param options.extensionLength digits of an extension; undefined: the simulator's own
 * @param options.customerApi what its page shows beside what it did itself
 * @param options.onOffset is told how far ahead of real time its clock was put, in milliseconds
 */
export const startSimulatedPlatform = ({
  host,
  port,
  configuration,
  webhooks,
  extensionLength,
  onOffset,
  customerApi,
}: Readonly<{
  host: string;
  port: number;
  configuration: Configuration;
  webhooks: string;
  extensionLength?: SimulatorOptions['apps'][number]['extensionLength'] | undefined;
  onOffset?: (ms: number) => Promise<void>;
  customerApi?: CustomerApi;
}>): Promise<Simulator> =>
  startSimulator({
    host,
    port,
    ...(onOffset === undefined ? {} : { onOffset }),
    ...(customerApi === undefined ? {} : { customerApi }),
    apps: configuration.apps.map(({ name, mode, appKey, appSecret, numbers }) => ({
      name,
      mode,
      appKey,
      appSecret,
      ...(extensionLength === undefined ? {} : { extensionLength }),
      numbers: numbers.map(({ x, areaCode, sms }) => ({
        x,
        sms,
        ...(areaCode === undefined ? {} : { areaCode }),
      })),
      pushUrls: {
        callEvents: `${webhooks}/call-events`,
        cdr: `${webhooks}/cdr`,
        sms: `${webhooks}/sms`,
        smsControl: `${webhooks}/sms`,
        numberStatus: `${webhooks}/number-status`,
      },
    })),
  });

const parametersOf = (settings: StackSettings, file: ConfigurationFile, platformUrl: string) => ({
  configUri: file.uri,
  accessUri: file.accessUri,
  platformUrl,
  archiveFirstDelaySeconds: String(settings.archiveFirstDelaySeconds),
  usageWindowSeconds: '0',
  s3ForcePathStyle: 'true',
  logLevel: settings.logLevel,
  exports: settings.exports,
});
