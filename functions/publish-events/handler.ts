import type { Context } from 'aws-lambda';
import type { DeadLetters } from '../../shared/events/dead-letters.ts';
import type { PublishReport, RecordedChange } from '../../shared/events/publish-changes.ts';
import type { RedriveReport } from '../../shared/events/redrive.ts';
import type { ToldExpiries } from '../../shared/events/tell-expiries.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { type BatchReport, readItemChanges } from '../../shared/storage/item-changes.ts';
import { type EventsOrder, readEventsOrder, recordsIn } from './schema.ts';

type Deps = Readonly<{
  publish: (changes: readonly RecordedChange[]) => Promise<BatchReport & PublishReport>;
  tellExpiries: (hasTime: () => boolean) => Promise<Readonly<{ put: number; toldTo: string; left: number }>>;
  tellMissed: (hasTime: () => boolean) => Promise<Readonly<{ put: number; left: number }>>;
  redrive: (hasTime: () => boolean) => Promise<RedriveReport>;
  deadLetters: Pick<DeadLetters, 'count'>;
  told: Pick<ToldExpiries, 'toldTo'>;
  logger: Logger;
}>;

/** The backlog of untold events, as operators see it. */
export type EventsStatus = Readonly<{ waiting: number; inHand: number; expiriesToldTo: string | null }>;

export type EventsReport =
  | BatchReport
  | Readonly<{ put: number; left: number }>
  | EventsStatus
  | RedriveReport;

/** Nothing more is begun once less than this is left. */
const RESERVE_MS = 30_000;

/** Tells the business: changes of the streams, expiries by its schedule, dead letters by hand. */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: Context): Promise<EventsReport> => {
    const records = recordsIn(event);
    if (records !== undefined) return publishRecords(deps, records);
    return carryOut(deps, readEventsOrder(event), () => context.getRemainingTimeInMillis() > RESERVE_MS);
  };

const publishRecords = async (
  { publish, logger }: Deps,
  records: readonly object[],
): Promise<BatchReport> => {
  const changes = readItemChanges({ Records: records }).map((change, at) => ({
    change,
    record: records[at] ?? {},
  }));
  const { batchItemFailures, put, deadLettered } = await publish(changes);
  tell(logger, { put, deadLettered });
  if (batchItemFailures.length > 0) logger.warn('changes-not-told', { changes: changes.length });
  return { batchItemFailures };
};

const tell = (logger: Logger, { put, deadLettered }: PublishReport): void => {
  if (put > 0 || deadLettered > 0) logger.info('events-published', { put, deadLettered });
  logger.metrics({ eventsPublished: put, eventsUntold: deadLettered });
};

const carryOut = async (deps: Deps, order: EventsOrder, hasTime: () => boolean): Promise<EventsReport> => {
  const { redrive, logger } = deps;
  if (order.action === 'tell-expiries') return tellWhatIsDue(deps, hasTime);
  if (order.action === 'status' || order.dryRun) return statusOf(deps);
  const report = await redrive(hasTime);
  logger.audit('events-redriven', { operator: order.operator, ...report });
  logger.metrics({ eventsPublished: report.put });
  return report;
};

/** Expiries that nobody writes, and calls that turn out to have been missed. */
const tellWhatIsDue = async (
  { tellExpiries, tellMissed, logger }: Deps,
  hasTime: () => boolean,
): Promise<EventsReport> => {
  const expiries = await tellExpiries(hasTime);
  const missed = await tellMissed(hasTime);
  const put = expiries.put + missed.put;
  tell(logger, { put, deadLettered: 0 });
  if (expiries.left > 0) logger.warn('expiries-not-told', { left: expiries.left });
  if (missed.left > 0) logger.warn('missed-calls-not-told', { left: missed.left });
  return { put, left: expiries.left + missed.left };
};

const statusOf = async ({ deadLetters, told }: Deps): Promise<EventsStatus> => {
  const [counted, toldTo] = await Promise.all([deadLetters.count(), told.toldTo()]);
  return { ...counted, expiriesToldTo: toldTo ?? null };
};
