import type { Context } from 'aws-lambda';
import type { BindingLookup } from '../../shared/calls/binding-lookup.ts';
import type { CallEntry, CallReader } from '../../shared/calls/call-store.ts';
import { type Clock, iso } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { IdSource } from '../../shared/kernel/ids.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { MaintainRecordings } from '../../shared/recordings/maintenance/maintain-recordings.ts';
import {
  type ArchiveStatus,
  type RecordingLine,
  recordingLines,
} from '../../shared/recordings/maintenance/recording-status.ts';
import {
  CALLS_A_PAGE,
  callsOfTarget,
  type RecordingTarget,
} from '../../shared/recordings/maintenance/recording-target.ts';
import type {
  EraseAgain,
  SecondLook,
  StandingErasures,
} from '../../shared/recordings/maintenance/standing-erasure.ts';
import { insteadOfUnreadable } from '../../shared/sealing/if-readable.ts';
import type { LookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { type Order, readOrder, targetOf } from './schema.ts';

type Deps = Readonly<{
  calls: CallReader;
  bindings: BindingLookup;
  status: () => Promise<ArchiveStatus>;
  maintain: MaintainRecordings;
  erasures: Pick<StandingErasures, 'put'>;
  eraseAgain: EraseAgain;
  lookup: LookupKeys;
  newId: IdSource;
  clock: Clock;
  logger: Logger;
}>;

/** The work done, by outcome, or the state; with `next` the list was not finished: ask again with it as `from`. */
export type ManageReport = Readonly<{ action: 'status'; archive: ArchiveStatus }> | WorkReport;

type WorkReport = Readonly<{
  action: Order['action'];
  calls: number;
  counts: Readonly<Record<string, number>>;
  recordings: readonly RecordingLine[];
  next?: CallEntry;
}>;

/** Nothing more is begun once less than this is left. */
const RESERVE_MS = 20_000;

/**
 * By hand, through `npm run recordings`: shows where recordings stand, has them fetched (again), erases them. By its schedule:
 * looks again after every erasure.
 *
 * @throws {AppError} `invalid-request`, `not-found`, `store-unavailable`; repeating is safe.
 */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: Context): Promise<ManageReport | SecondLook> => {
    const order = readOrder(event);
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    if (order.action === 'erase-again') {
      const again = await deps.eraseAgain(hasTime);
      if (again.erasures > 0) deps.logger.info('erasures-looked-after', again);
      return again;
    }
    const target = targetOf(order);
    if (target !== undefined)
      return audited(deps, order, target, () => workOff(deps, order, target, hasTime));
    if (order.action !== 'status')
      throw new AppError('invalid-request', 'callId, bindingId or party must say which recordings');
    return { action: 'status', archive: await deps.status() };
  };

/** Each order about a call, a binding or a person leaves a line of the audit, as a request of our API does, whatever comes of it. */
const audited = async (
  { lookup, logger }: Deps,
  order: Order,
  target: RecordingTarget,
  work: () => Promise<WorkReport>,
): Promise<WorkReport> => {
  const isRead = order.action === 'status' || order.dryRun;
  const write = (answer: Readonly<{ code?: string; found: Readonly<{ count: number }> }>) =>
    logger.audit(isRead ? 'data-read' : 'data-changed', {
      operator: order.operator ?? 'unnamed',
      route: `recordings ${order.action}`,
      soughtFor: soughtFor(lookup, target),
      ...answer,
    });
  try {
    const report = await work();
    write({ found: { count: report.calls } });
    return report;
  } catch (error) {
    write({ code: error instanceof AppError ? error.code : 'internal-error', found: { count: 0 } });
    throw error;
  }
};

const soughtFor = (lookup: LookupKeys, target: RecordingTarget): Readonly<Record<string, string>> => {
  if (target.by === 'call') return { callId: target.callId };
  return target.by === 'binding' ? { bindingId: target.bindingId } : { party: lookup('party', target.party) };
};

const workOff = async (
  deps: Deps,
  order: Order,
  target: RecordingTarget,
  hasTime: () => boolean,
): Promise<WorkReport> => {
  const counts = new Map<string, number>();
  const recordings: RecordingLine[] = [];
  let calls = 0;
  let next: CallEntry | undefined = order.from;
  if (target.by === 'call') await mustExist(deps, target.callId);
  do {
    const page = await callsOfTarget(deps, target, { limit: CALLS_A_PAGE, after: next });
    // Before anything is erased, so that an erasure that is cut short is completed.
    if (order.action === 'erase' && !order.dryRun && next === undefined) await letStand(deps, order, target);
    for (const callId of page.callIds) {
      const { outcomes, lines } = await handleCall(deps, order, callId);
      for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      recordings.push(...lines);
    }
    calls += page.callIds.length;
    next = page.next;
  } while (next !== undefined && hasTime());
  return {
    action: order.action,
    calls,
    counts: Object.fromEntries(counts),
    recordings,
    ...(next === undefined ? {} : { next }),
  };
};

/** An erasure of a mistyped call must not look as if it was done. */
const mustExist = async ({ calls }: Deps, callId: string): Promise<void> => {
  const found = await insteadOfUnreadable(calls.read(callId), 'unreadable');
  if (found === undefined) throw new AppError('not-found', 'there is no call with this id');
};

const letStand = async (
  { erasures, newId, clock }: Deps,
  { operator }: Readonly<{ operator: string }>,
  target: RecordingTarget,
): Promise<void> => erasures.put({ id: newId(), target, operator, at: iso(clock()), isWhole: false });

const handleCall = async (
  { calls, maintain }: Deps,
  order: Order,
  callId: string,
): Promise<Readonly<{ outcomes: readonly string[]; lines: readonly RecordingLine[] }>> => {
  if (order.action !== 'status') {
    const { action, operator, dryRun } = order;
    const evenErased = order.action === 'rearchive' && order.evenErased;
    return { outcomes: await maintain(callId, { action, operator, evenErased, dryRun }), lines: [] };
  }
  const found = await insteadOfUnreadable(recordingLines(calls, callId), 'unreadable');
  if (found === 'unreadable') return { outcomes: [found], lines: [] };
  if (found === undefined) return { outcomes: ['no-call'], lines: [] };
  const lines = found.map(({ recordKey: _, ...line }) => line);
  return { outcomes: lines.map(({ status }) => status), lines };
};
