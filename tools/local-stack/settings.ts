import { resolve } from 'node:path';
import { PLATFORM_ADDRESS, PLATFORM_ADDRESS_WANTED } from '../../shared/runtime/platform-address.ts';

/** The settings of `npm start`, from its environment and arguments. */
export type StackSettings = Readonly<{
  /** Address that every local server listens on: of this machine alone, or `0.0.0.0` or `::` for all. */
  host: string;
  httpPort: number;
  lambdaPort: number;
  simulatorPort: number;
  /** Absolute; undefined: the demo apps. */
  appsFile: string | undefined;
  /** A platform to talk to instead of the simulated one. */
  platformUrl: string | undefined;
  dynamodbEndpoint: string | undefined;
  s3Endpoint: string | undefined;
  /** Where each event of the business is posted. */
  eventsUrl: string | undefined;
  /** The header `authorization` of each post. */
  eventsSecret: string | undefined;
  apiKey: string;
  archiveFirstDelaySeconds: number;
  logLevel: string;
  /** As the parameter of a deployment. */
  exports: string;
  /** Only when a platform outside is used; the simulated one is on this machine. */
  httpsProxy: string | undefined;
  /** Run the journey and end. */
  once: boolean;
}>;

/** The functions talk http to their own machine alone, so that another single address could not serve them. */
const LISTEN_ADDRESS = /^(localhost|127(\.\d{1,3}){3}|::1|0\.0\.0\.0|::)$/;

const LOG_LEVELS: readonly string[] = ['debug', 'info', 'warn', 'error'];
const EXPORTS: readonly string[] = ['off', 'masked', 'sealed'];

type Environment = Readonly<Record<string, string | undefined>>;

/** As the functions take it. */
const platformUrl = (environment: Environment, faults: string[]): string | undefined => {
  const written = environment['PLATFORM_URL'];
  if (!written) return undefined;
  if (PLATFORM_ADDRESS.test(written) && URL.canParse(written)) return written;
  faults.push(`PLATFORM_URL must be ${PLATFORM_ADDRESS_WANTED}`);
  return undefined;
};

/** As it can stand in a header. */
const eventsSecret = (environment: Environment, faults: string[]): string | undefined => {
  const written = environment['EVENTS_SECRET'];
  if (!written) return undefined;
  if (!/^[!-~]+$/.test(written)) faults.push('EVENTS_SECRET must be visible ASCII characters without blanks');
  else if (!environment['EVENTS_URL']) faults.push('EVENTS_SECRET is sent to EVENTS_URL, which is not set');
  return written;
};

/**
 * Reads the settings.
 *
 * @param faults gets one line for each setting that cannot be used, so that all are shown at once
 */
export const readStackSettings = (
  environment: Environment,
  args: readonly string[],
  faults: string[],
): StackSettings => {
  const number = (name: string, absent: number, most: number): number => {
    const written = environment[name];
    if (!written) return absent;
    if (/^\d+$/.test(written) && Number(written) <= most) return Number(written);
    faults.push(`${name} must be an integer from 0 to ${most}`);
    return absent;
  };
  const url = (name: string): string | undefined => {
    const written = environment[name];
    if (!written) return undefined;
    if (/^https?:\/\/\S+$/.test(written) && URL.canParse(written)) return written;
    faults.push(`${name} must be an http or https URL`);
    return undefined;
  };
  const address = (name: string, absent: string): string => {
    // A URL writes an IPv6 address in brackets, and so may a person.
    const written = (environment[name] || absent).replace(/^\[(.*)\]$/, '$1');
    if (LISTEN_ADDRESS.test(written)) return written;
    faults.push(`${name} must be localhost, a loopback address, or 0.0.0.0 or :: for every address`);
    return absent;
  };
  const logLevel = environment['LOG_LEVEL'] || 'info';
  if (!LOG_LEVELS.includes(logLevel)) faults.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);
  const exports = environment['EXPORTS'] || 'off';
  if (!EXPORTS.includes(exports)) faults.push(`EXPORTS must be one of ${EXPORTS.join(', ')}`);
  const unknown = args.filter((arg) => arg !== '--once');
  if (unknown.length > 0) faults.push(`unknown argument ${unknown.join(' ')}; the only one is --once`);
  const appsFile = environment['APPS_FILE'];
  return {
    host: address('HOST', '127.0.0.1'),
    httpPort: number('PORT', 3000, 65_535),
    lambdaPort: number('LAMBDA_PORT', 3001, 65_535),
    simulatorPort: number('SIMULATOR_PORT', 3100, 65_535),
    // npm runs scripts in the project's folder; a path is meant from where the person is.
    appsFile: appsFile ? resolve(environment['INIT_CWD'] ?? process.cwd(), appsFile) : undefined,
    platformUrl: platformUrl(environment, faults),
    dynamodbEndpoint: url('DYNAMODB_ENDPOINT'),
    s3Endpoint: url('S3_ENDPOINT'),
    eventsUrl: url('EVENTS_URL'),
    eventsSecret: eventsSecret(environment, faults),
    apiKey: environment['API_KEY'] || 'local-api-key',
    archiveFirstDelaySeconds: number('ARCHIVE_FIRST_DELAY_SECONDS', 0, 86_400),
    logLevel,
    exports,
    httpsProxy: environment['PLATFORM_URL'] ? url('HTTPS_PROXY') : undefined,
    once: args.includes('--once'),
  };
};
