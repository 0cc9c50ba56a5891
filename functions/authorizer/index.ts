import { systemClock } from '../../shared/kernel/clock.ts';
import { compose } from './compose.ts';

/** The Lambda authorizer of every API route. Not the whole runtime of a function: that would bring the store's client. */
export const handler = compose({ environment: process.env, clock: systemClock });
