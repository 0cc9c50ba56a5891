import type { Clock } from '../kernel/clock.ts';
import { currentLogContext } from './log-context.ts';
import { redact } from './redact.ts';
import { redactText } from './redact-text.ts';

const LEVELS = { debug: 10, info: 20, warn: 30, error: 40 } as const;

export type LogLevel = keyof typeof LEVELS;
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one JSON line an event. `event` is a stable kebab-case name; everything passes the redactor. */
export type Logger = Readonly<Record<LogLevel, (event: string, fields?: LogFields) => void>> &
  Readonly<{
    /**
     * Counts something, as CloudWatch embedded metrics: one line, no call. Units follow the name: `...Seconds`,
     * `...Bytes`, everything else is a count. Values that are all 0 are not sent: no data says the same, and CloudWatch bills a
     * metric for each hour in which it gets any.
     */
    metrics(values: Readonly<Record<string, number>>, dimensions?: Readonly<Record<string, string>>): void;
  }>;

export type LoggerOptions = Readonly<{
  clock: Clock;
  level?: LogLevel;
  /** Where lines go; each ends without a line break. */
  write?: (line: string) => void;
}>;

/** The CloudWatch namespace of all metrics of this project. */
export const METRIC_NAMESPACE = 'PrivateNumber';

/** Reads a level as written in the environment; anything unknown is `info`. */
export const logLevel = (written: string | undefined): LogLevel =>
  written === 'debug' || written === 'warn' || written === 'error' ? written : 'info';

export const createLogger = ({ clock, level = 'info', write = toStandardOutput }: LoggerOptions): Logger => {
  const at =
    (name: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (LEVELS[name] < LEVELS[level]) return;
      const line = asObject(redact({ event, ...fields }));
      // The context is ids of the runtime and stays as it is: masking digits would spoil some of them.
      write(JSON.stringify({ time: clock().toISOString(), level: name, ...currentLogContext(), ...line }));
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    metrics: (values, dimensions = {}) => {
      if (Object.values(values).every((value) => value === 0)) return;
      write(JSON.stringify(embeddedMetrics(clock(), values, dimensions)));
    },
  };
};

const asObject = (value: unknown): object =>
  typeof value === 'object' && value !== null ? value : { value };

const toStandardOutput = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const unitOf = (name: string): string =>
  name.endsWith('Seconds') ? 'Seconds' : name.endsWith('Bytes') ? 'Bytes' : 'Count';

/** The embedded metric format of CloudWatch Logs. */
const embeddedMetrics = (
  at: Date,
  values: Readonly<Record<string, number>>,
  dimensions: Readonly<Record<string, string>>,
): object => ({
  _aws: {
    Timestamp: at.getTime(),
    CloudWatchMetrics: [
      {
        Namespace: METRIC_NAMESPACE,
        Dimensions: [Object.keys(dimensions)],
        Metrics: Object.keys(values).map((Name) => ({ Name, Unit: unitOf(Name) })),
      },
    ],
  },
  ...Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name, redactText(value)])),
  ...values,
});
