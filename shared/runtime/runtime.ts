import { type Clock, systemClock } from '../kernel/clock.ts';
import { type IdSource, randomId } from '../kernel/ids.ts';
import { createLogger, type Logger } from '../observability/logger.ts';
import type { Documents } from '../storage/documents.ts';
import { createDocuments } from '../storage/dynamo.ts';
import { type ProcessEnvironment, readSettings } from './environment.ts';

/**
 * Everything a function takes from outside itself. `functions/<name>/compose.ts` builds the function from it,
 * `functions/<name>/index.ts` hands over the real one, tests hand over their own.
 */
export type Runtime = Readonly<{
  environment: ProcessEnvironment;
  clock: Clock;
  newId: IdSource;
  /** From 0 up to but not including 1; for spreading load, never for secrets. */
  random: () => number;
  documents: () => Documents;
  /** Waits before another look or try; in real time when absent. */
  sleep?: (milliseconds: number) => Promise<void>;
  /** Where log lines go; standard output when absent. */
  writeLog?: (line: string) => void;
}>;

/** The runtime as Lambda has it. */
export const lambdaRuntime = (): Runtime => ({
  environment: process.env,
  clock: systemClock,
  newId: randomId,
  random: Math.random,
  documents: () => createDocuments(),
});

/** The logger of a function in that runtime. */
export const loggerOf = ({ environment, clock, writeLog }: Runtime): Logger =>
  createLogger({
    clock,
    level: readSettings(environment).logLevel,
    ...(writeLog === undefined ? {} : { write: writeLog }),
  });
