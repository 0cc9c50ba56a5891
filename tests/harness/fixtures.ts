import { createHash } from 'node:crypto';
import type { SimulatorApp } from '../../simulator/simulator.ts';

/** The API key of the tests' caller. */
export const API_KEY = 'test-api-key-0001';

/** The API keys by the name of their caller. */
export const API_KEYS = { tests: API_KEY, shop: 'test-api-key-shop', office: 'test-api-key-office' };

/** An AXB app with twenty numbers, made up. */
export const RIDES = {
  name: 'rides',
  mode: 'AXB' as const,
  appKey: 'TestAppKeyRides0000000000001',
  appSecret: 'test-app-secret-rides-0001',
};

/** `+86170000000nn`: private numbers of the tests. */
export const xNumber = (index: number): string => `+86170${String(index).padStart(8, '0')}`;

/** `+86138000000nn` and the like: people of the tests. */
export const person = (index: number): string => `+86138${String(index).padStart(8, '0')}`;

/** The numbers of an app, the first half in 0755, the others in 010. */
export const poolNumbers = (count: number, first = 1) =>
  Array.from({ length: count }, (_, index) => ({
    x: xNumber(first + index),
    areaCode: index < count / 2 ? '0755' : '010',
    sms: true,
  }));

/** The configuration document of the tests; the keys are of course no secret. */
export const configurationDocument = (apps: readonly object[], platformHost: string) => ({
  apps: apps.map((app) => ({
    downloadHosts: [{ host: platformHost, allowHttp: true, allowPrivate: true }],
    ...app,
  })),
  dataKeys: [{ id: 'test-1', key: Buffer.alloc(32, 1).toString('base64') }],
  lookupKey: Buffer.alloc(32, 2).toString('base64'),
});

/** A caller of the access document, known by this key. */
export const callerWith = (name: string, key: string, changes: object = {}) => ({
  name,
  hash: createHash('sha256').update(key).digest('hex'),
  scopes: ['bindings', 'read', 'recordings', 'numbers', 'usage', 'operations'],
  ...changes,
});

/** The access document of the tests; `more` callers beside those of {@link API_KEYS}, who may do everything. */
export const accessDocument = (more: readonly object[] = []) => ({
  callers: [...Object.entries(API_KEYS).map(([name, key]) => callerWith(name, key)), ...more],
});

/** The URI of the access document of a function that reads by {@link documentReader}. */
export const ACCESS_URI = 'secretsmanager:access';

/** Reads the configuration and the access document of a function, whatever the URI of the former. */
export const documentReader =
  (configuration: object, access: object = accessDocument()) =>
  async (uri: string) =>
    JSON.stringify(uri === ACCESS_URI ? access : configuration);

/** The app as the simulated platform has it, pushing to our webhooks. */
export const simulatorApp = (
  app: typeof RIDES,
  numbers: SimulatorApp['numbers'],
  more: Partial<SimulatorApp> = {},
): SimulatorApp => ({ ...app, numbers, pushUrls: {}, ...more });

/** The addresses as they are entered in the console. */
export const pushUrlsOf = (apiUrl: string) => ({
  callEvents: `${apiUrl}/webhooks/call-events`,
  cdr: `${apiUrl}/webhooks/cdr`,
  sms: `${apiUrl}/webhooks/sms`,
  smsControl: `${apiUrl}/webhooks/sms`,
  numberStatus: `${apiUrl}/webhooks/number-status`,
});
