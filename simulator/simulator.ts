import { randomInt } from 'node:crypto';
import { createCalls } from './calls/calls.ts';
import { createControl, type SimulatorControl } from './control/control.ts';
import { createControlRoutes } from './control/control-routes.ts';
import { createCustomerDoor } from './control/customer-api.ts';
import { createSideDoor } from './control/side-door.ts';
import { createAuthentication } from './http/authentication.ts';
import { createSimulatorServer, type Judge } from './http/http-server.ts';
import { createPlatformApi } from './http/platform-api.ts';
import { type SecureStorage, startSecureStorage } from './http/secure-storage.ts';
import { urlHost } from './http/url-host.ts';
import { createPushes } from './pushes/pushes.ts';
import { createRecordings } from './recordings/recordings.ts';
import { MODES } from './registry.ts';
import { createCloudAuthentication } from './reporting/cloud-authentication.ts';
import { createReportingApi } from './reporting/reporting-api.ts';
import { createReports } from './reporting/reports.ts';
import { createApps } from './state/apps.ts';
import { createClock } from './state/clock.ts';
import { DEFAULT_DIALECT } from './state/dialect.ts';
import { createFaults } from './state/faults.ts';
import { createJournal } from './state/journal.ts';
import { DEFAULT_SETTINGS, DEMO_ACCOUNT, type SimulatorOptions } from './state/options.ts';
import type { Platform } from './state/platform.ts';
import { createRandom } from './state/random.ts';
import { createTexts } from './texts/texts.ts';

export type { SimulatorControl } from './control/control.ts';
export type { Judge } from './http/http-server.ts';
export type { SecureStorage } from './http/secure-storage.ts';
export type { NumberChange } from './pushes/number-status.ts';
export type { Dialect } from './state/dialect.ts';
export type { Fault } from './state/faults.ts';
export type { JournalEntry, PushEntry, RequestEntry } from './state/journal.ts';
export type {
  CloudAccount,
  CustomerApi,
  PushUrls,
  SimulatorApp,
  SimulatorOptions,
  SimulatorSettings,
} from './state/options.ts';
export { DEMO_ACCOUNT } from './state/options.ts';

/** A simulated platform that serves. */
export type Simulator = {
  url: string;
  port: number;
  /** The seed in use, to repeat a run. */
  seed: number;
  control: SimulatorControl;
  /** The storage host over https; null unless `secureStorage` was asked for. */
  secureStorage: SecureStorage | null;
  close(): Promise<void>;
};

/**
 * The simulated platform, started and listening.
 *
 * @throws the error of the socket, such as `EADDRINUSE`, and an error naming an app key or X given twice.
 */
export const startSimulator = async (
  options: SimulatorOptions & { judge?: Judge | undefined },
): Promise<Simulator> => {
  const host = options.host ?? '127.0.0.1';
  const seed = options.seed ?? randomInt(2 ** 32);
  const firstSettings = { ...DEFAULT_SETTINGS, ...options.settings };
  const random = createRandom(seed);
  const platform: Platform = {
    clock: createClock(options.startAt, options.onOffset),
    random,
    journal: createJournal(),
    faults: createFaults(seed),
    apps: createApps(options.apps),
    settings: { ...firstSettings },
    dialect: { ...DEFAULT_DIALECT },
  };
  let url = '';
  let storage: Awaited<ReturnType<typeof startSecureStorage>> | undefined;
  const ownUrl = (): string => url;
  const modes = MODES.map((createMode) => createMode(platform));
  const pushes = createPushes(platform);
  const recordings = createRecordings(platform, () => storage?.url ?? url);
  const reports = createReports(platform);
  const calls = createCalls(platform, modes, pushes, recordings, reports);
  const texts = createTexts(platform, modes, pushes);
  const authentication = createAuthentication(platform);
  const operations = [...modes.flatMap((mode) => mode.operations), recordings.operation, calls.operation];
  const cloud = createCloudAuthentication(platform, options.account ?? DEMO_ACCOUNT);
  const reporting = createReportingApi(reports, cloud);
  const api = reporting.beside(createPlatformApi(operations, authentication));
  const parts = { platform, modes, pushes, calls, texts, recordings, reports, firstSettings };
  const control = createControl({
    ...parts,
    inFlight: () => server.inFlight(),
    about: () => ({
      seed,
      customerApi: options.customerApi?.url ?? null,
      secureStorage: options.secureStorage ?? false,
    }),
    canMislead: () => storage !== undefined,
    forgetFailures: () => authentication.clear(),
    clearReporting: () => reporting.clear(),
  });
  const server = createSimulatorServer({
    platform,
    api,
    ownUrl,
    wrongStorageUrl: () => storage?.wrongUrl ?? null,
    storage: recordings.serve,
    judge: options.judge,
    sideDoor: createSideDoor(host, [createControlRoutes(control), createCustomerDoor(options.customerApi)]),
  });

  const port = await server.listen(options.port ?? 0, host);
  url = `http://${urlHost(host)}:${port}`;
  if (options.secureStorage) storage = await startSecureStorage(server.handle);
  return {
    url,
    port,
    seed,
    control,
    secureStorage: storage ? { url: storage.url, ca: storage.ca, wrongUrl: storage.wrongUrl } : null,
    async close() {
      platform.clock.stop();
      await storage?.close();
      await server.close();
    },
  };
};
