import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import { EVENTS_USAGE, readEventsArguments } from './arguments.ts';
import { describeEvents, isAllTold, runEvents } from './run.ts';

/** Shows how much could not be told to the business, and tells it again. */
export const eventsCommand = deploymentCommand({
  name: 'events',
  summary: 'what could not be told to the business; tell it again',
  usage: EVENTS_USAGE,
  read: readEventsArguments,
  async run({ order, ...asked }, { answer }) {
    const outcome = await runEvents(order, invokerOf(asked));
    answer(outcome, () => describeEvents(outcome));
    return isAllTold(outcome) ? 0 : 1;
  },
});
