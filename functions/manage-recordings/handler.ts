import type { Context } from 'aws-lambda';
import type { BindingLookup } from '../../shared/calls/binding-lookup.ts';
import type { CallEntry, CallReader } from '../../shared/calls/call-store.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { MaintainRecordings } from '../../shared/recordings/maintenance/maintain-recordings.ts';
import {
  type ArchiveStatus,
  type RecordingLine,
  recordingLines,
} from '../../shared/recordings/maintenance/recording-status.ts';
import { callsOfTarget, type RecordingTarget } from '../../shared/recordings/maintenance/recording-target.ts';
import { type Order, readOrder, targetOf } from './schema.ts';

type Deps = Readonly<{
  calls: CallReader;
  bindings: BindingLookup;
  status: () => Promise<ArchiveStatus>;
  maintain: MaintainRecordings;
  logger: Logger;
}>;

/** The work done, by outcome, or the state; with `next` the list was not finished: ask again with it as `from`. */
export type ManageReport =
  | Readonly<{ action: 'status'; archive: ArchiveStatus }>
  | Readonly<{
      action: Order['action'];
      calls: number;
      counts: Readonly<Record<string, number>>;
      recordings: readonly RecordingLine[];
      next?: CallEntry;
    }>;

/** Calls at a time; each costs some ten requests to stores. */
const CALLS_A_PAGE = 50;

/** Nothing more is begun once less than this is left. */
const RESERVE_MS = 20_000;

/**
 * By hand, through `npm run recordings`: shows where recordings stand, has them fetched (again), erases them.
 *
 * @throws {AppError} `invalid-request`, `not-found`, `store-unavailable`; repeating is safe.
 */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: Context): Promise<ManageReport> => {
    const order = readOrder(event);
    const target = targetOf(order);
    if (target !== undefined)
      return workOff(deps, order, target, () => context.getRemainingTimeInMillis() > RESERVE_MS);
    if (order.action !== 'status')
      throw new AppError('invalid-request', 'callId, bindingId or party must say which recordings');
    return { action: 'status', archive: await deps.status() };
  };

const workOff = async (
  deps: Deps,
  order: Order,
  target: RecordingTarget,
  hasTime: () => boolean,
): Promise<ManageReport> => {
  const counts = new Map<string, number>();
  const recordings: RecordingLine[] = [];
  let calls = 0;
  let next: CallEntry | undefined = order.from;
  do {
    const page = await callsOfTarget(deps, target, { limit: CALLS_A_PAGE, after: next });
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

const handleCall = async (
  { calls, maintain }: Deps,
  order: Order,
  callId: string,
): Promise<Readonly<{ outcomes: readonly string[]; lines: readonly RecordingLine[] }>> => {
  if (order.action !== 'status') {
    const { action, operator } = order;
    const evenErased = order.action === 'rearchive' && order.evenErased;
    return { outcomes: await maintain(callId, { action, operator, evenErased }), lines: [] };
  }
  const found = await recordingLines(calls, callId);
  if (found === undefined) return { outcomes: ['no-call'], lines: [] };
  const lines = found.map(({ recordKey: _, ...line }) => line);
  return { outcomes: lines.map(({ status }) => status), lines };
};
