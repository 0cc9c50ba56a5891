import { mapAtMost } from '../kernel/map-at-most.ts';
import { readItemChanges } from '../storage/item-changes.ts';
import type { DeadLetters, TakenLetter } from './dead-letters.ts';
import type { PutEvents } from './event-bus.ts';
import { type EventOptions, eventOf } from './facts/fact.ts';
import type { FactsOfChange } from './facts/facts-of-change.ts';
import type { BusinessEvent } from './facts/kinds.ts';

/** The outcome of an order to tell again. `failed`: these letters stay, and can be taken again after five minutes. */
export type RedriveReport = Readonly<{ letters: number; put: number; failed: number; remaining: number }>;

type Deps = Readonly<{
  factsOf: FactsOfChange;
  putEvents: PutEvents;
  deadLetters: DeadLetters;
  events: EventOptions;
  onFailure: (because: string, error: unknown) => void;
}>;

/**
 * Tells what is in the dead letters until none waits or time is up. A letter leaves the queue when the bus has all of it.
 *
 * @throws {Error} when the queue cannot be reached.
 */
export const createRedrive =
  (deps: Deps) =>
  async (hasTime: () => boolean): Promise<RedriveReport> => {
    const { deadLetters } = deps;
    const sum = { letters: 0, put: 0, failed: 0 };
    while (hasTime()) {
      const taken = await deadLetters.take();
      if (taken.length === 0) break;
      const { results } = await mapAtMost({ atMost: 1 }, taken, (letter) => tell(deps, letter));
      const told = results.filter((put) => put !== undefined);
      sum.letters += taken.length;
      sum.put += told.reduce((all, put) => all + put, 0);
      sum.failed += taken.length - told.length;
    }
    return { ...sum, remaining: (await deadLetters.count()).waiting };
  };

/** How many events of a letter were put; `undefined`: it stays. */
const tell = async (deps: Deps, { letter, receipt }: TakenLetter): Promise<number | undefined> => {
  const { putEvents, deadLetters, onFailure } = deps;
  try {
    const events = await eventsIn(deps, letter);
    const outcome = await putEvents(events);
    if (outcome.put < events.length) return undefined;
    await deadLetters.remove(receipt);
    return outcome.put;
  } catch (error) {
    onFailure('redrive', error);
    return undefined;
  }
};

const eventsIn = async (
  { factsOf, events }: Deps,
  letter: TakenLetter['letter'],
): Promise<readonly BusinessEvent[]> => {
  if (letter?.event !== undefined) return [letter.event];
  if (letter?.record === undefined) throw new TypeError('a dead letter of an unknown form');
  const changes = readItemChanges({ Records: [letter.record] });
  const facts = await Promise.all(changes.map(factsOf));
  return facts.flat().map((fact) => eventOf(fact, events));
};
