import type { Schemas } from '../api-shapes.ts';

export type PushOverview = Schemas['PushOverview'];
export type Refused = Schemas['DeploymentStatus']['refusedPushes'];
export type HourCounts = readonly Readonly<{ at: string; count: number }>[];

/** Counts over time, as a chart takes them; `null`: not counted. */
export type Counts = Readonly<{ starts: readonly string[]; counts: readonly (number | null)[] }>;

/** The pushes that came, by the hour. */
export const receivedCounts = ({ buckets }: PushOverview): Counts => ({
  starts: buckets.map(({ from }) => from),
  counts: buckets.map(({ received }) => received),
});

/** Tells that every hour was counted, and none had a push. */
export const isSilent = ({ buckets }: PushOverview): boolean =>
  buckets.every(({ received }) => received === 0);

/** The sum of some hours. */
export const totalOf = (hours: HourCounts): number => hours.reduce((sum, { count }) => sum + count, 0);

/** Why pushes were refused, and how often; the commonest first. */
export const refusalsOf = (
  byReason: readonly Readonly<{ reason: string; hours: HourCounts }>[],
): readonly Readonly<{ reason: string; count: number }>[] =>
  byReason
    .map(({ reason, hours }) => ({ reason, count: totalOf(hours) }))
    .sort((one, other) => other.count - one.count);
