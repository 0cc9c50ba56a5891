import { randomBytes } from 'node:crypto';
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { parseAccess } from '../../shared/http/access/access-document.ts';
import { hashOfApiKey } from '../../shared/http/access/api-key.ts';
import { SCOPES } from '../../shared/http/access/scope.ts';
import {
  type Configuration,
  parseConfiguration,
  REPORTING_WANTED,
} from '../../shared/runtime/configuration.ts';
import { urlHost } from '../../simulator/http/url-host.ts';
import { DEMO_ACCOUNT } from '../../simulator/state/options.ts';
import { ROOT } from './template.ts';

/** Numbers in a ten of their own for each app: +8617000000011, +8617000000012 and so on. */
const demoNumbers = (ten: number) =>
  [1, 2, 3, 4, 5].map((n) => ({ x: `+86170000000${ten}${n}`, areaCode: '0755', sms: true }));

/** An app of each mode when no APPS_FILE is given; keys and secrets are those of `npm run simulator`. */
const DEMO_APPS = (
  [
    ['rides', 'AXB'],
    ['care', 'AX'],
    ['desk', 'AXE'],
    ['homes', 'AXYB'],
    ['live', 'X'],
  ] as const
).map(([name, mode], ten) => ({
  name,
  mode,
  appKey: `demo-${mode.toLowerCase()}-app-key-0001`,
  appSecret: `demo-${mode.toLowerCase()}-app-secret-0001`,
  numbers: demoNumbers(ten),
  defaults: { recordTone: 'recording-notice.wav' },
  // Of fiction.
  prices: { currency: 'CNY', callMinute: '0.06', messagePart: '0.05' },
}));

/** The simulated platform serves recordings on this machine without TLS. */
const simulatedDownloads = (host: string) => ({ host: urlHost(host), allowHttp: true, allowPrivate: true });

/** The simulated platform takes reports of actual users at its own address. */
const simulatedReporting = (host: string, port: number) => ({
  baseUrl: `http://${urlHost(host)}:${port}`,
  accessKey: { ak: DEMO_ACCOUNT.ak, sk: DEMO_ACCOUNT.sk },
});

const Keys = v.object({
  dataKeys: v.array(v.object({ id: v.string(), key: v.string() })),
  lookupKey: v.string(),
});

/** The two documents on disk, and what is in the first. */
export type ConfigurationFile = Readonly<{ uri: string; accessUri: string; configuration: Configuration }>;

/**
 * Puts the local configuration and access documents together and writes them under `.local/`, readable by their owner alone.
 * The one API key may do everything.
 *
 * @param host where the simulated platform listens
 * @param simulatorPort its port, where it is known: reports of actual users go there
 * @param simulated true adds the exception that lets recordings be fetched from the simulated platform
 * @throws {Error} naming every fault of the apps; nothing is written then
 */
export const writeConfigurationFile = async ({
  appsFile,
  apiKey,
  simulated,
  host,
  simulatorPort = 0,
  httpsProxy,
}: {
  appsFile: string | undefined;
  apiKey: string;
  simulated: boolean;
  host: string;
  simulatorPort?: number;
  httpsProxy?: string | undefined;
}): Promise<ConfigurationFile> => {
  const { apps, reporting } = appsFile === undefined ? { apps: DEMO_APPS } : await readApps(appsFile);
  const document = {
    apps: simulated ? withSimulatedDownloads(apps, host) : apps,
    ...(await localKeys()),
    ...reportingOf(
      simulated,
      simulatorPort > 0 ? simulatedReporting(host, simulatorPort) : undefined,
      reporting,
    ),
    // The simulated platform is on this machine.
    ...(simulated || httpsProxy === undefined ? {} : { httpsProxy }),
  };
  const text = JSON.stringify(document);
  const configuration = parseWithHint(text, simulated);
  const access = JSON.stringify({
    callers: [{ name: 'local', hash: hashOfApiKey(apiKey), scopes: SCOPES }],
  });
  parseAccess(access);
  const directory = join(ROOT, '.local');
  await removeLeftConfigurations(directory);
  // One file a process, so that a second stack on other ports keeps its own.
  const file = join(directory, `configuration-${process.pid}.json`);
  const accessFile = join(directory, `access-${process.pid}.json`);
  await writePrivately(file, text);
  await writePrivately(accessFile, access);
  return { uri: pathToFileURL(file).href, accessUri: pathToFileURL(accessFile).href, configuration };
};

/** Removes the files of processes that live no more: one that was killed leaves its file, with the secrets of its apps. */
export const removeLeftConfigurations = async (directory: string): Promise<void> => {
  for await (const file of glob('{configuration,access}-*.json', { cwd: directory })) {
    const processId = Number(/^(?:configuration|access)-(\d+)\.json$/.exec(file)?.[1]);
    if (processId > 0 && !isRunning(processId)) await rm(join(directory, file), { force: true });
  }
};

const isRunning = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    // Another user's process lives as well, and is not ours to ask.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
};

/** Nobody is reported in earnest beside a simulated platform, whatever the file says. */
const reportingOf = (simulated: boolean, ofSimulator: object | undefined, written: unknown): object => {
  const reporting = simulated ? ofSimulator : written;
  return reporting === undefined ? {} : { reporting };
};

/** The fault alone does not say where the section is to stand, because `npm start` makes the document. */
const parseWithHint = (text: string, simulated: boolean): Configuration => {
  try {
    return parseConfiguration(text);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes(REPORTING_WANTED)) throw error;
    const hint = simulated
      ? 'set SIMULATOR_PORT to a port of your choice, or reporting of the app to off'
      : 'with PLATFORM_URL, APPS_FILE has it as {"apps": […], "reporting": {…}} (docs/reporting.md)';
    throw new Error(`an app warns or enforces, and nobody takes reports of A: ${hint}`);
  }
};

/** The two parts of the configuration document that may stand in APPS_FILE. */
const AppsFile = v.strictObject({ apps: v.unknown(), reporting: v.optional(v.unknown()) });

/** Anything else than the two parts is taken for the list of apps: the schema says what is wrong with it. */
const readApps = async (file: string): Promise<v.InferOutput<typeof AppsFile>> => {
  const parsed = await readJson(file);
  const parts = v.safeParse(AppsFile, parsed);
  return parts.success ? parts.output : { apps: parsed };
};

const readJson = async (file: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause;
    throw new Error(`APPS_FILE ${file} ${missing ? 'cannot be read' : 'is not JSON'}`);
  }
};

/** A value that is not a list of objects goes through unchanged: the schema says what is wrong with it. */
const withSimulatedDownloads = (apps: unknown, host: string): unknown => {
  if (!Array.isArray(apps)) return apps;
  return apps.map((app: unknown) => {
    const parsed = v.safeParse(v.looseObject({ downloadHosts: v.optional(v.array(v.unknown()), []) }), app);
    if (!parsed.success) return app;
    return { ...parsed.output, downloadHosts: [...parsed.output.downloadHosts, simulatedDownloads(host)] };
  });
};

/** Made once and kept: with an engine of your own, what an earlier start has sealed must stay readable. */
const localKeys = async (): Promise<v.InferOutput<typeof Keys>> => {
  const file = join(ROOT, '.local', 'keys.json');
  try {
    return v.parse(Keys, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    const key = () => randomBytes(32).toString('base64');
    const keys = { dataKeys: [{ id: 'local-1', key: key() }], lookupKey: key() };
    await writePrivately(file, JSON.stringify(keys));
    return keys;
  }
};

const writePrivately = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { mode: 0o600 });
};
