import * as v from 'valibot';
import { counted } from '../../../shared/status/counted.ts';
import type { Invoke } from '../replay/run.ts';
import type { AskedEvents } from './arguments.ts';

const Status = v.object({
  waiting: v.number(),
  inHand: v.number(),
  expiriesToldTo: v.nullable(v.string()),
});
const Redriven = v.object({
  letters: v.number(),
  put: v.number(),
  failed: v.number(),
  emptied: v.boolean(),
  remaining: v.number(),
  inHand: v.number(),
});

/** The state, or the outcome of an order. */
export type EventsOutcome = v.InferOutput<typeof Status> | v.InferOutput<typeof Redriven>;

/** Asks the function. @throws {Error} when it fails. */
export const runEvents = async (order: AskedEvents, invoke: Invoke): Promise<EventsOutcome> =>
  v.parse(v.union([Redriven, Status]), await invoke('publish-events', order));

/**
 * Whether nothing is left to be told: of an order by what it has done itself, because the counts of the queue lag; of a look, which has
 * nothing else, by these.
 */
export const isAllTold = (outcome: EventsOutcome): boolean =>
  'failed' in outcome
    ? outcome.failed === 0 && outcome.emptied
    : outcome.waiting === 0 && outcome.inHand === 0;

/** The outcome for people. */
export const describeEvents = (outcome: EventsOutcome): string => {
  if ('failed' in outcome) {
    const { letters, put, failed, emptied, remaining, inHand } = outcome;
    const held =
      inHand === 0
        ? ''
        : `; ${counted(inHand, 'in all is taken and comes', 'in all are taken and come')} back within five minutes`;
    return `${letters} taken from the queue, ${counted(put, 'event')} told; ${failed} failed again, ${counted(remaining, 'waits', 'wait')} still${held}${emptied ? '' : '; not all was looked at'}`;
  }
  const { waiting, inHand, expiriesToldTo } = outcome;
  const told =
    expiriesToldTo === null ? 'expiries were not told yet' : `expiries are told up to ${expiriesToldTo}`;
  const held =
    inHand === 0
      ? ''
      : `, ${counted(inHand, 'was taken and comes', 'were taken and come')} back within five minutes`;
  return `${counted(waiting, 'waits', 'wait')} to be told again${held}; ${told}`;
};
