import { DEFAULT_RETENTION_DAYS, LEAST_RETENTION_DAYS } from '../kernel/retention.ts';

/** Every variable that a function may need; which ones it has is written in its `function.yml`. */
export type Variable =
  | 'CONFIG_URI'
  | 'BINDINGS_TABLE'
  | 'CALLS_TABLE'
  | 'MESSAGES_TABLE'
  | 'NUMBERS_TABLE'
  | 'PUSHES_TABLE'
  | 'RECORDINGS_BUCKET';

export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables a function cannot run without.
 *
 * @throws {Error} naming every missing variable at once, so that one deployment fixes them all.
 */
export const readVariables = <Name extends Variable>(
  environment: ProcessEnvironment,
  names: readonly Name[],
): Readonly<Record<Name, string>> => {
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0) throw new Error(`missing in the environment: ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? ''])) as Record<Name, string>;
};

/** Settings with a default, the same for every function. An empty variable counts as absent. */
export type Settings = Readonly<{
  /** Overrides every app's access address; for tests against another platform. */
  platformUrl: string | undefined;
  /** HTTP CONNECT proxy for calls to the platform and its recording hosts; never used for AWS. */
  httpsProxy: string | undefined;
  noProxy: string | undefined;
  archiveFirstDelaySeconds: number;
  recordingShards: number;
  /** How long after it left a request without an answer may still be applied by the platform. */
  platformLatestSeconds: number;
  /** AXE: the most live bindings on a number that we choose. */
  axeBindingsPerNumber: number;
  /** How long ended bindings, calls and messages stay. */
  retentionDays: number;
  /** False: the words of an SMS are dropped before anything of its push is stored. */
  keepMessageText: boolean;
  /** Address buckets by path, which local S3 engines need. */
  s3PathStyle: boolean;
  /** By what our API knows its callers. `jwt` and `iam`: an authorizer of the gateway has checked it. */
  apiGuard: 'key' | 'jwt' | 'iam';
}>;

export const readSettings = (environment: ProcessEnvironment): Settings => ({
  platformUrl: environment['PLATFORM_URL'] || undefined,
  httpsProxy: environment['HTTPS_PROXY'] || environment['https_proxy'] || undefined,
  noProxy: environment['NO_PROXY'] || environment['no_proxy'] || undefined,
  archiveFirstDelaySeconds: wholeNumber(environment, 'ARCHIVE_FIRST_DELAY_SECONDS', 60, 0),
  recordingShards: wholeNumber(environment, 'RECORDING_SHARDS', 1, 1),
  platformLatestSeconds: wholeNumber(environment, 'PLATFORM_LATEST_SECONDS', 300, 0),
  // The vendor's advice (`privatenumber_02_0022`): strangers share the line of X, which rings one A at a time.
  axeBindingsPerNumber: wholeNumber(environment, 'AXE_BINDINGS_PER_NUMBER', 200, 1),
  retentionDays: wholeNumber(environment, 'RETENTION_DAYS', DEFAULT_RETENTION_DAYS, LEAST_RETENTION_DAYS),
  keepMessageText: environment['KEEP_MESSAGE_TEXT'] !== 'false',
  s3PathStyle: environment['S3_FORCE_PATH_STYLE'] === 'true',
  apiGuard: apiGuard(environment['API_GUARD'] || 'key'),
});

const apiGuard = (written: string): Settings['apiGuard'] => {
  if (written === 'key' || written === 'jwt' || written === 'iam') return written;
  throw new Error('API_GUARD must be key, jwt or iam');
};

const wholeNumber = (
  environment: ProcessEnvironment,
  name: string,
  absent: number,
  least: number,
): number => {
  const written = environment[name];
  if (!written) return absent;
  const value = Number(written);
  if (!Number.isSafeInteger(value) || value < least)
    throw new Error(`${name} must be an integer of at least ${least}`);
  return value;
};
