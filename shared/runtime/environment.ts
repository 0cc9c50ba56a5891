import {
  DEFAULT_AUDIT_RETENTION_DAYS,
  DEFAULT_RETENTION_DAYS,
  DEFAULT_USAGE_RETENTION_DAYS,
  LEAST_RETENTION_DAYS,
  LEAST_USAGE_RETENTION_DAYS,
  MOST_RETENTION_DAYS,
} from '../kernel/retention.ts';
import { PLATFORM_ADDRESS, PLATFORM_ADDRESS_WANTED } from './platform-address.ts';

/** Every variable that a function may need; which ones it has is written in its `function.yml`. */
export type Variable =
  | 'CONFIG_URI'
  | 'ACCESS_URI'
  | 'BINDINGS_TABLE'
  | 'CALLS_TABLE'
  | 'MESSAGES_TABLE'
  | 'NUMBERS_TABLE'
  | 'PUSHES_TABLE'
  | 'USAGE_TABLE'
  | 'RECORDINGS_BUCKET'
  | 'EVENT_BUS_NAME'
  | 'EVENTS_QUEUE_URL';

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
  /** How long ended bindings stay. */
  retentionDays: number;
  /** How long calls stay, from the receipt of their pushes on; as bindings, unless something else is set. */
  callRetentionDays: number;
  /** The same for messages. */
  messageRetentionDays: number;
  /** How long it stays who heard a recording, and who erased or exported. */
  auditRetentionDays: number;
  /** How long archived recordings stay; `undefined`: for ever. */
  recordingRetentionDays: number | undefined;
  /** How long sums of usage stay, from the end of their month on. */
  usageRetentionDays: number;
  /** A cell of usage is counted at most once in that time; 0: at once, for a store whose indexes do not lag. */
  usageWindowSeconds: number;
  /** False: the words of an SMS are dropped before anything of its push is stored. */
  keepMessageText: boolean;
  /** Whether finished days are exported into the bucket, and how numbers stand there. */
  exports: 'off' | 'masked' | 'sealed';
  /** Address buckets by path, which local S3 engines need. */
  s3PathStyle: boolean;
  /** By what our API knows its callers. `jwt` and `iam`: an authorizer of the gateway has checked it. */
  apiGuard: 'key' | 'jwt' | 'iam';
  /** The text before a scope in a token; empty: nothing. */
  jwtScopePrefix: string;
}>;

/** A reader of one variable; it writes down what is wrong with the variable, and goes on. */
type Reader<Value> = (environment: ProcessEnvironment, faults: string[]) => Value;

/**
 * Reads the settings. A deployment refuses the same values (tools/serverless-plugin/parameters), so what is refused here was set by hand.
 *
 * @throws {Error} naming every fault at once, without values, which may hold a password.
 */
export const readSettings = (environment: ProcessEnvironment): Settings => {
  const faults: string[] = [];
  const read = <Value>(reader: Reader<Value>): Value => reader(environment, faults);
  const retentionDays = read(
    integer('RETENTION_DAYS', DEFAULT_RETENTION_DAYS, LEAST_RETENTION_DAYS, MOST_RETENTION_DAYS),
  );
  const settings: Settings = {
    platformUrl: read(address('PLATFORM_URL', PLATFORM_ADDRESS, PLATFORM_ADDRESS_WANTED)),
    httpsProxy: read(
      address(
        environment['HTTPS_PROXY'] ? 'HTTPS_PROXY' : 'https_proxy',
        // One with a user and a password stands in the configuration document.
        /^https?:\/\/([\w.-]+|\[[\da-f:.]+\])(:[1-9]\d*)?\/?$/i,
        'an http or https address without user, password and path',
      ),
    ),
    noProxy: environment['NO_PROXY'] || environment['no_proxy'] || undefined,
    archiveFirstDelaySeconds: read(integer('ARCHIVE_FIRST_DELAY_SECONDS', 60, 0, DAY_SECONDS)),
    // As many as there are partitions of due recordings.
    recordingShards: read(integer('RECORDING_SHARDS', 1, 1, 32)),
    platformLatestSeconds: read(integer('PLATFORM_LATEST_SECONDS', 300, 0, DAY_SECONDS)),
    // The vendor's advice (`privatenumber_02_0022`): strangers share the line of X, which rings one A at a time.
    axeBindingsPerNumber: read(integer('AXE_BINDINGS_PER_NUMBER', 200, 1, 1_000_000)),
    retentionDays,
    callRetentionDays: read(
      integer('CALL_RETENTION_DAYS', retentionDays, LEAST_RETENTION_DAYS, MOST_RETENTION_DAYS),
    ),
    messageRetentionDays: read(integer('MESSAGE_RETENTION_DAYS', retentionDays, 1, MOST_RETENTION_DAYS)),
    auditRetentionDays: read(
      integer('AUDIT_RETENTION_DAYS', DEFAULT_AUDIT_RETENTION_DAYS, 1, MOST_RETENTION_DAYS),
    ),
    usageRetentionDays: read(
      integer(
        'USAGE_RETENTION_DAYS',
        DEFAULT_USAGE_RETENTION_DAYS,
        LEAST_USAGE_RETENTION_DAYS,
        MOST_RETENTION_DAYS,
      ),
    ),
    usageWindowSeconds: read(integer('USAGE_WINDOW_SECONDS', 3600, 0, 21_600)),
    recordingRetentionDays:
      environment['RECORDING_RETENTION_DAYS'] === 'never'
        ? undefined
        : read(integer('RECORDING_RETENTION_DAYS', DEFAULT_RETENTION_DAYS, 1, MOST_RETENTION_DAYS)),
    keepMessageText: read(flag('KEEP_MESSAGE_TEXT', true)),
    exports: read(oneOf('EXPORTS', ['off', 'masked', 'sealed'])),
    s3PathStyle: read(flag('S3_FORCE_PATH_STYLE', false)),
    apiGuard: read(oneOf('API_GUARD', ['key', 'jwt', 'iam'])),
    jwtScopePrefix: environment['JWT_SCOPE_PREFIX'] ?? '',
  };
  // The logger obeys it, and has to tell of what is wrong here before that is known.
  read(oneOf('LOG_LEVEL', ['info', 'debug', 'warn', 'error']));
  if (faults.length > 0) throw new Error(faults.join('; '));
  return settings;
};

const DAY_SECONDS = 86_400;

/** Decimal digits alone: `Number` would also take blanks, exponents and other bases. */
const integer =
  (name: string, absent: number, least: number, most: number): Reader<number> =>
  (environment, faults) => {
    const written = environment[name];
    if (!written) return absent;
    const value = /^(0|[1-9]\d{0,14})$/.test(written) ? Number(written) : Number.NaN;
    if (value >= least && value <= most) return value;
    faults.push(`${name} must be an integer from ${least} to ${most}`);
    return absent;
  };

/** Refuses empty text too: nothing but the words themselves may decide what of a person is kept. */
const flag =
  (name: string, absent: boolean): Reader<boolean> =>
  (environment, faults) => {
    const written = environment[name];
    if (written === undefined) return absent;
    if (written !== 'true' && written !== 'false') faults.push(`${name} must be true or false`);
    return written === 'true';
  };

/** The first choice is the default. */
const oneOf =
  <Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Reader<Choice> =>
  (environment, faults) => {
    const written = environment[name];
    if (!written) return choices[0];
    const chosen = choices.find((choice) => choice === written);
    if (chosen === undefined)
      faults.push(`${name} must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`);
    return chosen ?? choices[0];
  };

const address =
  (name: string, form: RegExp, wanted: string): Reader<string | undefined> =>
  (environment, faults) => {
    const written = environment[name];
    if (!written) return undefined;
    if (!form.test(written) || !URL.canParse(written)) faults.push(`${name} must be ${wanted}`);
    return written;
  };
