import type { Binding } from '../bindings/model/binding.ts';
import { addSeconds, type Clock, iso } from '../kernel/clock.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { PutEvents } from './event-bus.ts';
import { expiryOf } from './facts/binding-facts.ts';
import { type EventOptions, eventOf } from './facts/fact.ts';

/** The place up to which expiries are told: one small item. Each method throws {AppError} `store-unavailable`. */
export type ToldExpiries = Readonly<{
  /** ISO 8601 UTC; `undefined`: none yet. */
  toldTo: () => Promise<string | undefined>;
  /** Moves the place, never back. */
  move: (to: string) => Promise<void>;
}>;

/** Bindings that ended by themselves behind an instant and up to another, and where the next ones begin. */
export type ExpiredPage = Readonly<{ bindings: readonly Binding[]; upTo: string }>;

type Deps = Readonly<{
  told: ToldExpiries;
  /** The first of those with an end in that span; `upTo` is its end when there are no more. */
  expiredIn: (after: string, until: string) => Promise<ExpiredPage>;
  putEvents: PutEvents;
  deadLetters: Pick<DeadLetters, 'put'>;
  events: EventOptions;
  clock: Clock;
}>;

/** The first look goes back that far, as a new stream does. */
const FIRST_LOOK_SECONDS = 24 * 3600;

/**
 * Tells the expiries that nobody writes (ADR 39). The place moves when the bus has taken all up to it, so an expiry is told late
 * rather than never.
 *
 * @returns how many were told, the place, and how many of the last page the bus has not taken
 * @throws {AppError} `store-unavailable`; {Error} when the queue of dead letters cannot be reached.
 */
export const createTellExpiries =
  ({ told, expiredIn, putEvents, deadLetters, events: options, clock }: Deps) =>
  async (hasTime: () => boolean): Promise<Readonly<{ put: number; toldTo: string; left: number }>> => {
    const until = iso(clock());
    let toldTo = (await told.toldTo()) ?? iso(addSeconds(clock(), -FIRST_LOOK_SECONDS));
    let put = 0;
    while (toldTo < until && hasTime()) {
      const { bindings, upTo } = await expiredIn(toldTo, until);
      const outcome = await putEvents(bindings.map((binding) => eventOf(expiryOf(binding, upTo), options)));
      put += outcome.put;
      for (const { event, code } of outcome.refused)
        await deadLetters.put({ because: code, at: iso(clock()), event });
      if (outcome.left.length > 0) return { put, toldTo, left: outcome.left.length };
      // Not in a run that finds nothing: looking again from the same place costs no more than a write.
      if (bindings.length > 0 || upTo < until) await told.move(upTo);
      toldTo = upTo;
    }
    return { put, toldTo, left: 0 };
  };
