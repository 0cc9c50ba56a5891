import type { JsonCall } from '../../aws/json-service.ts';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { type Logger, METRIC_NAMESPACE } from '../../observability/logger.ts';
import type { RefusalReason } from '../../pushes/intake/push-verification.ts';
import {
  type AskedSeries,
  readAlarms,
  readSeries,
  type SeriesPoint,
  type WatchedAlarm,
} from './cloud-watch.ts';
import { SCHEDULES } from './schedules.ts';

/** A part that CloudWatch tells; `failed`: it gave no answer, and `status-not-read` in the log says why. */
export type WatchedPart<Value> = Readonly<{ value: Value }> | Readonly<{ failed: 'not-answered' }>;

/** The runs of a function that runs by itself, within the time in which it must have run. */
export type WatchedRuns = Readonly<{
  name: string;
  withinSeconds: number;
  lastRunAt: string | null;
  runs: number;
  errors: number;
}>;

/** Counts by the hour, the oldest first: the last 24 and the one that goes on. */
export type HourlyCounts = readonly Readonly<{ at: string; count: number }>[];

export type Watched = Readonly<{
  alarms: WatchedPart<readonly WatchedAlarm[]>;
  lastRuns: WatchedPart<readonly WatchedRuns[]>;
  receivedPushes: WatchedPart<HourlyCounts>;
  /** `total`, and by reason those reasons that there were. */
  refusedPushes: WatchedPart<
    Readonly<{ total: HourlyCounts; byReason: readonly Readonly<{ reason: string; hours: HourlyCounts }>[] }>
  >;
}>;

type Deps = Readonly<{ call: JsonCall; stage: string; clock: Clock; logger: Logger }>;

const HOUR_SECONDS = 3600;
const HOURS = 24;

/** Runs are seen to five minutes, over the longest time in which a function may be silent. */
const RUN_PERIOD_SECONDS = 300;

/** Every reason for which a push is refused. */
const REASONS: readonly (RefusalReason | 'too-large' | 'nonce-reused' | 'source')[] = [
  ...(['missing', 'too-long', 'malformed', 'unknown-app', 'wrong-digest', 'stale', 'early'] as const),
  ...(['too-large', 'nonce-reused', 'source'] as const),
];

/** Asks CloudWatch for what only it knows. A part that it does not tell hides no other. */
export const readWatched = async (deps: Deps): Promise<Watched> => {
  const [alarms, lastRuns, received, refused] = await Promise.all([
    partOf(deps, 'alarms', () => readAlarms(deps.call, deps.stage)),
    partOf(deps, 'runs', () => readRuns(deps)),
    partOf(deps, 'received-pushes', () => readHours(deps, [{ metric: 'pushesKept', by: {} }])),
    partOf(deps, 'refused-pushes', () => readRefused(deps)),
  ]);
  return {
    alarms,
    lastRuns,
    receivedPushes: 'failed' in received ? received : { value: received.value[0] ?? [] },
    refusedPushes: refused,
  };
};

const partOf = async <Value>(
  { logger }: Deps,
  part: string,
  read: () => Promise<Value>,
): Promise<WatchedPart<Value>> => {
  try {
    return { value: await read() };
  } catch (error) {
    logger.error('status-not-read', { part, error });
    return { failed: 'not-answered' };
  }
};

const readRuns = async ({ call, stage, clock }: Deps): Promise<readonly WatchedRuns[]> => {
  const now = clock();
  const schedules = Object.entries(SCHEDULES);
  const longest = Math.max(...schedules.map(([, { withinSeconds }]) => withinSeconds));
  const asked = schedules.flatMap(([name]) =>
    ['Invocations', 'Errors'].map((metric) => ofLambda(`privatenumber-${stage}-${name}`, metric)),
  );
  const series = await readSeries(call, asked, { from: addSeconds(now, -longest), to: now });
  return schedules.map(([name, { withinSeconds }], index) => {
    // A period that has begun before counts, because its last run may have come after that.
    const since = iso(addSeconds(now, -withinSeconds - RUN_PERIOD_SECONDS));
    const seen = (which: number) =>
      (series[2 * index + which] ?? []).filter(({ at, sum }) => at > since && sum > 0);
    const runs = seen(0);
    return {
      ...{ name, withinSeconds, lastRunAt: runs.at(-1)?.at ?? null },
      ...{ runs: sumOf(runs), errors: sumOf(seen(1)) },
    };
  });
};

const ofLambda = (functionName: string, metric: string): AskedSeries => ({
  namespace: 'AWS/Lambda',
  metric,
  dimensions: { FunctionName: functionName },
  periodSeconds: RUN_PERIOD_SECONDS,
});

const sumOf = (points: readonly SeriesPoint[]): number => points.reduce((sum, point) => sum + point.sum, 0);

type Counted = Readonly<{ metric: string; by: Readonly<Record<string, string>> }>;

const readRefused = async (deps: Deps) => {
  const metric = 'pushesRefused';
  const asked = [{ metric, by: {} }, ...REASONS.map((reason) => ({ metric, by: { reason } }))];
  const [total = [], ...others] = await readHours(deps, asked);
  const byReason = REASONS.map((reason, index) => ({ reason, hours: others[index] ?? [] }));
  return { total, byReason: byReason.filter(({ hours }) => hours.some(({ count }) => count > 0)) };
};

/** Each hour has a count; one without data has none to count. */
const readHours = async (
  { call, stage, clock }: Deps,
  counted: readonly Counted[],
): Promise<readonly HourlyCounts[]> => {
  const hour = (seconds: number) => Math.floor(seconds / HOUR_SECONDS) * HOUR_SECONDS;
  const first = new Date((hour(clock().getTime() / 1000) - HOURS * HOUR_SECONDS) * 1000);
  const asked = counted.map(({ metric, by }) => ({
    ...{ namespace: METRIC_NAMESPACE, metric, dimensions: { stage, ...by } },
    periodSeconds: HOUR_SECONDS,
  }));
  const span = { from: first, to: addSeconds(first, (HOURS + 1) * HOUR_SECONDS) };
  const hours = Array.from({ length: HOURS + 1 }, (_, index) => iso(addSeconds(first, index * HOUR_SECONDS)));
  return (await readSeries(call, asked, span)).map((points) => {
    const sums = new Map(points.map(({ at, sum }) => [at, sum]));
    return hours.map((at) => ({ at, count: sums.get(at) ?? 0 }));
  });
};
