import { courseOf } from '../../calls/call-legs.ts';
import type { CallReader, CallRecords } from '../../calls/call-store.ts';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';

/** `talking`: one of them goes on, as far as anybody told. `at`: ISO 8601 UTC. */
export type LastCall =
  | Readonly<{ kind: 'none' }>
  | Readonly<{ kind: 'talking' }>
  | Readonly<{ kind: 'ended'; at: string }>;

/**
 * When the last call of a binding ended, by what is stored of its calls.
 *
 * @throws {AppError} `store-unavailable`; `item-unreadable`.
 */
export type FindLastCall = (app: string, subscriptionId: string) => Promise<LastCall>;

/** No call lasts longer: `maxCallMinutes` is 1440 at most. A call that began earlier and has no end is not believed to go on. */
const LONGEST_CALL_SECONDS = 24 * 3600;

/** The newest calls that are looked at; more than so many do not go on at the same time through one binding. */
const NEWEST = 20;

export const createFindLastCall =
  ({ calls, clock }: Readonly<{ calls: Pick<CallReader, 'list' | 'read'>; clock: Clock }>): FindLastCall =>
  async (app, subscriptionId) => {
    const page = { from: undefined, to: undefined, limit: NEWEST, after: undefined };
    const entries = await calls.list({ by: 'subscription', app, subscriptionId }, page);
    const ids = [...new Set(entries.map(({ callId }) => callId))];
    const found = await Promise.all(ids.map((callId) => calls.read(callId)));
    const earliest = iso(addSeconds(clock(), -LONGEST_CALL_SECONDS));
    const states = found.flatMap((records) => (records === undefined ? [] : [stateOf(records, earliest)]));
    if (states.includes('talking')) return { kind: 'talking' };
    const last = [...states].sort().at(-1);
    return last === undefined ? { kind: 'none' } : { kind: 'ended', at: last };
  };

/** The end of a call; one whose end nobody told counts as over at its begin, or at the receipt of its CDR. */
const stateOf = (records: CallRecords, earliest: string): string => {
  const { hasEnded, times } = courseOf(records);
  const { startedAt = '', endedAt } = times;
  if (!hasEnded && startedAt > earliest) return 'talking';
  const received = records.cdrs.map(({ receivedAt }) => receivedAt).sort();
  return endedAt ?? received.at(-1) ?? startedAt;
};
