import { setTimeout as sleepInRealTime } from 'node:timers/promises';
import type { Clock } from '../kernel/clock.ts';
import type { IdSource } from '../kernel/ids.ts';
import { createLogger, type Logger, logLevel } from '../observability/logger.ts';
import type { Documents } from '../storage/documents.ts';
import { type ProcessEnvironment, readSettings, type Settings } from './environment.ts';
import { once } from './once.ts';

/** Everything that any function takes from outside itself, each thing made once a container. */
export type BareRuntime = Readonly<{
  environment: ProcessEnvironment;
  /**
   * The settings, read on the first call.
   *
   * @throws {Error} for one that is not valid.
   */
  settings: () => Settings;
  clock: Clock;
  newId: IdSource;
  /** From 0 up to but not including 1; for spreading load, never for secrets. */
  random: () => number;
  /** Waits before another look or try. */
  sleep: (milliseconds: number) => Promise<void>;
  /** Obeys `LOG_LEVEL`. Does not wait for the settings, because it has to tell of one that is not valid. */
  logger: Logger;
}>;

/** The runtime of a function with a configuration document, which works on tables. */
export type Runtime = BareRuntime &
  Readonly<{
    /**
     * Fetches the text of the configuration or the access document behind a URI.
     *
     * @throws {Error} when it cannot be fetched.
     */
    readConfiguration: (uri: string) => Promise<string>;
    documents: () => Documents;
  }>;

/** The parts of a {@link BareRuntime}. */
export type Surroundings = Pick<BareRuntime, 'environment' | 'clock' | 'newId' | 'random'> &
  Readonly<{
    /** Real time when absent. */
    sleep?: (milliseconds: number) => Promise<void>;
    /** Where log lines go; standard output when absent. */
    writeLog?: (line: string) => void;
  }>;

/** The parts of a {@link Runtime}. */
export type StoreSurroundings = Surroundings & Pick<Runtime, 'documents' | 'readConfiguration'>;

/** Makes the runtime of a function without a configuration document. Reads nothing that could fail. */
export const createBareRuntime = ({
  environment,
  clock,
  newId,
  random,
  sleep = sleepInRealTime,
  writeLog,
}: Surroundings): BareRuntime => ({
  environment,
  settings: once(() => readSettings(environment)),
  clock,
  newId,
  random,
  sleep,
  logger: createLogger({
    clock,
    level: logLevel(environment['LOG_LEVEL']),
    ...(environment['STAGE'] ? { stage: environment['STAGE'] } : {}),
    ...(writeLog === undefined ? {} : { write: writeLog }),
  }),
});

/** Makes the runtime of a function that works on tables: one client of the store, made when it is first needed. */
export const createRuntime = ({
  documents,
  readConfiguration,
  ...surroundings
}: StoreSurroundings): Runtime => ({
  ...createBareRuntime(surroundings),
  readConfiguration,
  documents: once(documents),
});
