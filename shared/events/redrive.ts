import { readItemChanges } from '../storage/item-changes.ts';
import type { DeadLetters, TakenLetter } from './dead-letters.ts';
import type { PutEvents } from './event-bus.ts';
import { type EventOptions, eventOf } from './facts/fact.ts';
import type { FactsOfChange } from './facts/facts-of-change.ts';
import type { BusinessEvent } from './facts/kinds.ts';

/**
 * The outcome of an order to tell again. `put`: the events that the bus has accepted. `failed`: these letters stay, and can be taken again after
 * five minutes. `emptied`: the queue had no other letter to take at the end. By the queue's own counts, which lag: `inHand` are those that
 * failed, and those that somebody else has taken; `remaining` wait and were not taken.
 */
export type RedriveReport = Readonly<{
  letters: number;
  put: number;
  failed: number;
  emptied: boolean;
  remaining: number;
  inHand: number;
}>;

type Deps = Readonly<{
  factsOf: FactsOfChange;
  putEvents: PutEvents;
  deadLetters: DeadLetters;
  events: EventOptions;
  onFailure: (because: string, error: unknown) => void;
}>;

/**
 * Tells what is in the dead letters until none waits, time is up, or the bus takes nothing. A letter leaves the queue when the bus has
 * all of it.
 *
 * @throws {Error} when the queue cannot be reached.
 */
export const createRedrive =
  (deps: Deps) =>
  async (hasTime: () => boolean): Promise<RedriveReport> => {
    const sum = { letters: 0, put: 0, failed: 0, emptied: false };
    let isBusDown = false;
    while (hasTime() && !isBusDown) {
      const taken = await deps.deadLetters.take();
      sum.emptied = taken.length === 0;
      if (sum.emptied) break;
      const told = await tellUntilDown(deps, taken);
      sum.letters += taken.length;
      sum.put += told.reduce((total, { put }) => total + put, 0);
      sum.failed += taken.length - told.filter(({ isWhole }) => isWhole).length;
      isBusDown = told.some((each) => each.isBusDown);
    }
    const { waiting, inHand } = await deps.deadLetters.count();
    return { ...sum, remaining: waiting, inHand };
  };

/** `put`: so many events of a letter were put; not whole: it stays, and all of it is put again. */
type Told = Readonly<{ put: number; isWhole: boolean; isBusDown: boolean }>;

/** The outcomes of the letters, up to the one of which the bus took not all. */
const tellUntilDown = async (deps: Deps, letters: readonly TakenLetter[]): Promise<readonly Told[]> => {
  const told: Told[] = [];
  for (const letter of letters) {
    told.push(await tell(deps, letter));
    if (told.at(-1)?.isBusDown) break;
  }
  return told;
};

const tell = async (deps: Deps, { letter, receipt }: TakenLetter): Promise<Told> => {
  const { putEvents, deadLetters, onFailure } = deps;
  let put = 0;
  try {
    const events = await eventsIn(deps, letter);
    const outcome = await putEvents(events);
    put = outcome.put;
    const isWhole = put === events.length;
    if (isWhole) await deadLetters.remove(receipt);
    return { put, isWhole, isBusDown: outcome.left.length > 0 };
  } catch (error) {
    onFailure('redrive', error);
    return { put, isWhole: false, isBusDown: false };
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
