import type { DueBacklog } from '../bindings/dynamo/live-and-due.ts';
import { type Clock, iso } from '../kernel/clock.ts';
import { AppError, type ErrorCode } from '../kernel/errors.ts';
import type { Mode } from '../kernel/mode.ts';
import type { PoolSummary } from '../numbers/pool.ts';
import type { Logger } from '../observability/logger.ts';
import type { GateControl, GateLine } from '../platform/gate/dynamo-gate-control.ts';
import type { LastPushes } from '../pushes/maintenance/dynamo-last-pushes.ts';
import type { MeasureSilence, PushTimes, Silence } from '../pushes/maintenance/measure-silence.ts';
import type { ArchiveStatus } from '../recordings/maintenance/recording-status.ts';

/** The parts of the state, each read by itself. */
export type StatusDeps = Readonly<{
  apps: readonly Readonly<{ name: string; mode: Mode; allocation: 'pool' | 'platform' }>[];
  /** The ids of the data keys of the document, the one that seals first. */
  dataKeyIds: readonly string[];
  gates: Pick<GateControl, 'list'>;
  archive: () => Promise<ArchiveStatus>;
  readBacklog: () => Promise<DueBacklog>;
  measureSilence: MeasureSilence;
  pushes: Pick<PushTimes, 'inQuarantine'>;
  readLastPushes: (apps: readonly string[]) => Promise<LastPushes>;
  poolOf: (app: string) => Promise<PoolSummary>;
  clock: Clock;
  logger: Logger;
}>;

/** A part of the state, or the error code for which it could not be read. */
export type Part<Value> = Readonly<{ value: Value }> | Readonly<{ failed: ErrorCode }>;

/** The state of one moment, as far as this project keeps it. No part holds a number or a text; ids are our own. */
export type StatusReport = Readonly<{
  at: string;
  /** `needsNumbers`: we choose X for it, so its pool must not be empty. */
  apps: readonly Readonly<{ app: string; mode: Mode; needsNumbers: boolean; pool: Part<PoolSummary> }>[];
  dataKeyIds: readonly string[];
  gates: Part<readonly GateLine[]>;
  backlog: Part<DueBacklog>;
  minutesWithoutPush: Part<Silence>;
  lastPushes: Part<LastPushes>;
  quarantineItems: Part<number>;
  recordings: Part<ArchiveStatus>;
}>;

/** Reads how everything stands and changes nothing. A part that cannot be read does not hide the others. */
export const readStatusReport = async (deps: StatusDeps): Promise<StatusReport> => {
  const { apps, dataKeyIds, clock, logger } = deps;
  const part = async <Value>(name: string, read: () => Promise<Value>): Promise<Part<Value>> => {
    try {
      return { value: await read() };
    } catch (error) {
      logger.error('status-not-read', { part: name, error });
      return { failed: error instanceof AppError ? error.code : 'internal-error' };
    }
  };
  const now = clock();
  const [pools, gates, backlog, minutesWithoutPush, lastPushes, quarantineItems, recordings] =
    await Promise.all([
      Promise.all(apps.map(({ name }) => part('pool', () => deps.poolOf(name)))),
      part('gates', deps.gates.list),
      part('backlog', deps.readBacklog),
      part('silence', deps.measureSilence),
      part('last-pushes', () => deps.readLastPushes(apps.map(({ name }) => name))),
      part('quarantine', () => deps.pushes.inQuarantine(now)),
      part('recordings', deps.archive),
    ]);
  return {
    at: iso(now),
    apps: apps.map(({ name, mode, allocation }, index) => ({
      app: name,
      mode,
      needsNumbers: allocation === 'pool' && mode !== 'AXYB',
      pool: pools[index] ?? { failed: 'internal-error' },
    })),
    dataKeyIds,
    gates,
    backlog,
    minutesWithoutPush,
    lastPushes,
    quarantineItems,
    recordings,
  };
};
