import { subscriptionOf } from '../calls/assemble-call.ts';
import type { CallRecords } from '../calls/call-store.ts';
import { type Clock, iso } from '../kernel/clock.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { PutEvents } from './event-bus.ts';
import { lateMissFacts, type OpenAnswer } from './facts/call-facts.ts';
import { type EventOptions, eventOf } from './facts/fact.ts';
import type { FactSources } from './facts/facts-of-change.ts';
import type { BusinessEvent } from './facts/kinds.ts';

/** The calls whose CDR does not say whether anybody answered. Each method throws {AppError} `store-unavailable`. */
export type OpenAnswers = Readonly<{
  keep: (open: OpenAnswer) => Promise<void>;
  /** Those, at most so many, of which no event can come any more; by id, the longest due first. */
  due: (most: number) => Promise<readonly string[]>;
  drop: (callId: string) => Promise<void>;
}>;

type Deps = Readonly<{
  openAnswers: Pick<OpenAnswers, 'due' | 'drop'>;
  sources: Pick<FactSources, 'bindingOf' | 'readCall'>;
  putEvents: PutEvents;
  deadLetters: Pick<DeadLetters, 'put'>;
  events: EventOptions;
  clock: Clock;
  onFailure: (because: string, error: unknown) => void;
}>;

/** One run looks at so many at most; the next one goes on. */
const MOST = 1000;

/**
 * Tells those calls as missed that no event has shown to be answered, five hours after their end: the platform repeats what it tells
 * for that long. A call is forgotten when the bus has its event, or when there is nothing to tell.
 *
 * @returns how many were told, and how many the bus has not taken or could not be read
 * @throws {AppError} `store-unavailable`; {Error} when the queue of dead letters cannot be reached.
 */
export const createTellMissed =
  (deps: Deps) =>
  async (hasTime: () => boolean): Promise<Readonly<{ put: number; left: number }>> => {
    const sum = { put: 0, left: 0 };
    for (const callId of await deps.openAnswers.due(MOST)) {
      if (!hasTime()) return sum;
      const outcome = await tellOne(deps, callId);
      sum.put += outcome.put;
      sum.left += outcome.isLeft ? 1 : 0;
      if (outcome.isLeft && outcome.isBusDown) return sum;
    }
    return sum;
  };

type Told = Readonly<{ put: number; isLeft: boolean; isBusDown: boolean }>;

const tellOne = async (deps: Deps, callId: string): Promise<Told> => {
  const { openAnswers, putEvents, deadLetters, clock } = deps;
  const events = await eventsOf(deps, callId);
  if (events === undefined) return { put: 0, isLeft: true, isBusDown: false };
  const { put, refused, left } = await putEvents(events);
  for (const { event, code } of refused) await deadLetters.put({ because: code, at: iso(clock()), event });
  if (left.length > 0) return { put, isLeft: true, isBusDown: true };
  await openAnswers.drop(callId);
  return { put, isLeft: false, isBusDown: false };
};

/** `undefined`: it cannot be read now, an item of it under a key that is gone for one, and stays. */
const eventsOf = async (deps: Deps, callId: string): Promise<readonly BusinessEvent[] | undefined> => {
  const { sources, events: options, onFailure } = deps;
  try {
    const records = ownRecords(await sources.readCall(callId));
    if (records === undefined) return [];
    const binding = await bindingOf(sources, records);
    return lateMissFacts(records, binding).map((fact) => eventOf(fact, options));
  } catch (error) {
    onFailure('missed-call', error);
    return undefined;
  }
};

/** Without those of an import of the console's list, as at the first telling; `undefined`: the platform's are gone. */
const ownRecords = (records: CallRecords | undefined): CallRecords | undefined => {
  const cdrs = records?.cdrs.filter(({ cdr }) => cdr.source !== 'console') ?? [];
  return records === undefined || cdrs.length === 0 ? undefined : { ...records, cdrs };
};

const bindingOf = async (sources: Pick<FactSources, 'bindingOf'>, records: CallRecords) => {
  const cdrs = records.cdrs.map(({ cdr }) => cdr);
  const named = cdrs.find(({ subscriptionId }) => subscriptionId !== undefined);
  const record = named ?? subscriptionOf(records) ?? cdrs[0];
  return record && sources.bindingOf(record);
};
