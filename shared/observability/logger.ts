import type { Clock } from '../kernel/clock.ts';
import { currentLogContext } from './log-context.ts';
import type { DimensionOf, MetricName } from './metrics.ts';
import { redact } from './redact.ts';
import { redactText } from './redact-text.ts';

const LEVELS = { debug: 10, info: 20, warn: 30, error: 40 } as const;

export type LogLevel = keyof typeof LEVELS;
export type LogFields = Readonly<Record<string, unknown>>;

/** Counts of one moment: the values by the name of their metric, and what they are counted by. */
export type CountMetrics = <Name extends MetricName>(
  values: Readonly<Partial<Record<Name, number>>>,
  ...by: [DimensionOf<Name>] extends [never] ? [] : [dimensions: Readonly<Record<DimensionOf<Name>, string>>]
) => void;

/** Writes one JSON line an event. `event` is a stable kebab-case name; everything passes the redactor. */
export type Logger = Readonly<Record<LogLevel, (event: string, fields?: LogFields) => void>> &
  Readonly<{
    /** Says who did what with whose data. Is always written, whatever the level. */
    audit: (event: string, fields: LogFields) => void;
    /**
     * Counts something, as CloudWatch embedded metrics: one line, no call. A 0 is not sent, except of a level: no data says the
     * same, and CloudWatch bills a metric for each hour in which it gets any.
     */
    metrics: CountMetrics;
  }>;

export type LoggerOptions = Readonly<{
  clock: Clock;
  level?: LogLevel;
  /** The stage of the deployment, which every line and every metric has. */
  stage?: string;
  /** Where lines go; each ends without a line break. */
  write?: (line: string) => void;
}>;

/** The CloudWatch namespace of all metrics of this project. */
export const METRIC_NAMESPACE = 'PrivateNumber';

/** Reads a level as written in the environment; anything unknown is `info`. */
export const logLevel = (written: string | undefined): LogLevel =>
  written === 'debug' || written === 'warn' || written === 'error' ? written : 'info';

/** The stage of a process that is told none: one on somebody's own machine. */
const LOCAL_STAGE = 'local';

export const createLogger = ({
  clock,
  level = 'info',
  stage = LOCAL_STAGE,
  write = toStandardOutput,
}: LoggerOptions): Logger => {
  const at =
    (name: LogLevel | 'audit') =>
    (event: string, fields: LogFields = {}) => {
      if (name !== 'audit' && LEVELS[name] < LEVELS[level]) return;
      const line = asObject(redact({ event, ...fields }));
      // The context is ids of the runtime and stays as it is: masking digits would spoil some of them.
      write(
        JSON.stringify({ time: clock().toISOString(), level: name, stage, ...currentLogContext(), ...line }),
      );
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    audit: at('audit'),
    metrics: (values, dimensions: Dimensions = {}) => {
      const line = embeddedMetrics(clock(), values, stage, dimensions);
      if (line !== undefined) write(JSON.stringify(line));
    },
  };
};

const asObject = (value: unknown): object =>
  typeof value === 'object' && value !== null ? value : { value };

const toStandardOutput = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const unitOf = (name: string): string => /(?:Seconds|Bytes|Percent)$/.exec(name)?.[0] ?? 'Count';

/** Levels, of which a 0 says something. A 0 of another metric is not sent. */
const isLevel = (name: string): boolean => /Hours$|AgeSeconds$|FailurePercent$/.test(name);

type Dimensions = Readonly<Record<string, string>>;

/** The embedded metric format of CloudWatch Logs; `undefined` when nothing of it would be sent. */
const embeddedMetrics = (
  at: Date,
  values: Readonly<Record<string, number | undefined>>,
  stage: string,
  dimensions: Dimensions,
): object | undefined => {
  const sent = Object.entries(values).filter(
    ([name, value]) => value !== undefined && (value !== 0 || isLevel(name)),
  );
  if (sent.length === 0) return undefined;
  const by = Object.keys(dimensions);
  return {
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: METRIC_NAMESPACE,
          Dimensions: [['stage'], ...(by.length === 0 ? [] : [['stage', ...by]])],
          Metrics: sent.map(([Name]) => ({ Name, Unit: unitOf(Name) })),
        },
      ],
    },
    stage,
    ...Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name, redactText(value)])),
    ...Object.fromEntries(sent),
  };
};
