import { courseOf } from '../../calls/call-legs.ts';
import type { CallEntry, CallReader, CallRecords } from '../../calls/call-store.ts';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';

/** `talking`: one of them goes on, as far as anybody told. `at`: ISO 8601 UTC. */
export type LastCall =
  | Readonly<{ kind: 'none' }>
  | Readonly<{ kind: 'talking' }>
  | Readonly<{ kind: 'ended'; at: string }>;

/**
 * When the last call of a binding ended, by what is stored of its calls. An end after `recent` (ISO 8601 UTC) is enough to know: of
 * several it need not be the last one, and nobody looks whether somebody still talks.
 *
 * @throws {AppError} `store-unavailable`; `item-unreadable`.
 */
export type FindLastCall = (app: string, subscriptionId: string, recent: string) => Promise<LastCall>;

/** No call lasts longer: `maxCallMinutes` is 1440 at most. A call that began earlier and has no end is not believed to go on. */
const LONGEST_CALL_SECONDS = 24 * 3600;

/** Calls that are read at a time. */
const PAGE = 20;

export const createFindLastCall =
  ({ calls, clock }: Readonly<{ calls: Pick<CallReader, 'list' | 'read'>; clock: Clock }>): FindLastCall =>
  async (app, subscriptionId, recent) => {
    const earliest = iso(addSeconds(clock(), -LONGEST_CALL_SECONDS));
    let last = '';
    let after: CallEntry | undefined;
    // They come by their begin, so a long one may be behind any number of newer ones.
    do {
      const page = { from: undefined, to: undefined, limit: PAGE, after };
      const entries = await calls.list({ by: 'subscription', app, subscriptionId }, page);
      const states = await statesOf(calls, entries, earliest);
      if (states.includes('talking')) return { kind: 'talking' };
      last = [last, ...states].sort().at(-1) ?? '';
      after = entries.length < PAGE ? undefined : entries.at(-1);
    } while (last <= recent && after !== undefined && after.startedAt > earliest);
    return last === '' ? { kind: 'none' } : { kind: 'ended', at: last };
  };

const statesOf = async (
  calls: Pick<CallReader, 'read'>,
  entries: readonly CallEntry[],
  earliest: string,
): Promise<readonly string[]> => {
  const ids = [...new Set(entries.map(({ callId }) => callId))];
  const found = await Promise.all(ids.map((callId) => calls.read(callId)));
  return found.flatMap((records) => (records === undefined ? [] : [stateOf(records, earliest)]));
};

/** The end of a call; one whose end nobody told counts as over at its begin, or at the receipt of its CDR. */
const stateOf = (records: CallRecords, earliest: string): string => {
  const { hasEnded, times } = courseOf(records);
  const { startedAt = '', endedAt } = times;
  if (!hasEnded && startedAt > earliest) return 'talking';
  const received = records.cdrs.map(({ receivedAt }) => receivedAt).sort();
  return endedAt ?? received.at(-1) ?? startedAt;
};
