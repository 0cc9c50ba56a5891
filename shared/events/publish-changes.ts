import { type Clock, iso } from '../kernel/clock.ts';
import { hasCode } from '../kernel/errors.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import { ALL_DONE, againFrom, type BatchReport, type ItemChange } from '../storage/item-changes.ts';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';
import type { PutEvents } from './event-bus.ts';
import { type EventOptions, eventOf } from './facts/fact.ts';
import type { FactsOfChange } from './facts/facts-of-change.ts';
import type { BusinessEvent } from './facts/kinds.ts';

/** A change with the record of the stream that told it. */
export type RecordedChange = Readonly<{ change: ItemChange; record: object }>;

/** The counts of one run. */
export type PublishReport = Readonly<{ put: number; deadLettered: number }>;

type Deps = Readonly<{
  factsOf: FactsOfChange;
  putEvents: PutEvents;
  deadLetters: Pick<DeadLetters, 'put'>;
  events: EventOptions;
  clock: Clock;
  onFailure: (because: string, error: unknown) => void;
}>;

/** Changes whose facts are looked up at a time. */
const AT_ONCE = 8;

/** A stream forgets a record after 24 hours (Lambda guide, DynamoDB); what the bus does not take is put aside well before. */
const PUT_ASIDE_AFTER_SECONDS = 20 * 3600;

/** A change with its events; `undefined` where reading the store failed. */
type Made = RecordedChange & Readonly<{ events: readonly BusinessEvent[] | undefined; isPutAside: boolean }>;

/**
 * Tells what is in some changes, in their order. A change that cannot be read, an event that the bus refuses for good, and what the
 * bus has not taken for most of a day go to the dead letters; everything else that fails comes again, from the first
 * change on that is not done. So events come at least once, and the same again under the same id.
 */
export const createPublishChanges =
  (deps: Deps) =>
  async (changes: readonly RecordedChange[]): Promise<BatchReport & PublishReport> => {
    const { results } = await mapAtMost({ atMost: AT_ONCE }, changes, (change) => made(deps, change));
    const broken = results.findIndex(({ events }) => events === undefined);
    const ready = broken === -1 ? results : results.slice(0, broken);
    const outcome = await deps.putEvents(ready.flatMap(({ events = [] }) => events));
    const letters = [
      ...outcome.refused.map(({ event, code }) => ({ because: code, event })),
      ...oldOf(ready, outcome.left, deps.clock()).map((event) => ({ because: 'not-taken', event })),
    ];
    const open = new Set([...outcome.left, ...outcome.refused.map(({ event }) => event)]);
    for (const letter of letters) if (await putAside(deps, letter)) open.delete(letter.event);
    const unfinished = results.find(
      ({ events }) => events === undefined || events.some((event) => open.has(event)),
    );
    const wasUnread = ready.filter(({ isPutAside }) => isPutAside).length;
    const deadLettered = wasUnread + letters.filter(({ event }) => !open.has(event)).length;
    return {
      ...(unfinished === undefined ? ALL_DONE : againFrom(unfinished.change)),
      put: outcome.put,
      deadLettered,
    };
  };

/** The events that the bus has not taken for so long that the stream will soon forget them. */
const oldOf = (ready: readonly Made[], left: readonly BusinessEvent[], now: Date): readonly BusinessEvent[] =>
  ready
    .filter(({ change }) => isOld(change, now))
    .flatMap(({ events = [] }) => events.filter((event) => left.includes(event)));

/** The events of a change, none of one that was put aside. */
const made = async (deps: Deps, recorded: RecordedChange): Promise<Made> => {
  const { factsOf, events: options, onFailure } = deps;
  try {
    const facts = await factsOf(recorded.change);
    return { ...recorded, events: facts.map((fact) => eventOf(fact, options)), isPutAside: false };
  } catch (error) {
    onFailure('facts', error);
    const because = hasCode(error, 'item-unreadable') ? 'item-unreadable' : 'not-understood';
    const isPutAside =
      !hasCode(error, 'store-unavailable') &&
      (await putAside(deps, { because, record: { ...recorded.record } }));
    return { ...recorded, events: isPutAside ? [] : undefined, isPutAside };
  }
};

/** Whether a letter is in the queue. */
const putAside = async (
  { deadLetters, clock, onFailure }: Pick<Deps, 'deadLetters' | 'clock' | 'onFailure'>,
  letter: Omit<DeadLetter, 'at'>,
): Promise<boolean> => {
  try {
    await deadLetters.put({ ...letter, at: iso(clock()) });
    return true;
  } catch (error) {
    onFailure('dead-letters', error);
    return false;
  }
};

const isOld = ({ at }: ItemChange, now: Date): boolean =>
  now.getTime() - Date.parse(at) > PUT_ASIDE_AFTER_SECONDS * 1000;
