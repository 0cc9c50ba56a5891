import { secondsAfter } from '../state/clock.ts';
import type { CallEnding } from './call-outcomes.ts';

/** When each thing of a call happened; undefined: it did not. */
export type CallTimes = {
  callIn: Date;
  collected?: Date;
  callOut?: Date;
  alerting?: Date;
  answer?: Date;
  end: Date;
};

export type CallEvent = {
  type: 'callin' | 'collectInfo' | 'callout' | 'alerting' | 'answer' | 'disconnect';
  at: Date;
};

/** Seconds from the call's start to its end, and to each step that takes place. */
export type CallPlan = {
  collected?: number;
  callOut?: number;
  alerting?: number;
  answer?: number;
  end: number;
};

/** The facts that decide how long a call takes. `digits`: the extension collected, '' for none, undefined: none asked for. */
export type CallCourse = {
  leg: CallEnding['leg'];
  digits: string | undefined;
  ringSeconds: number | undefined;
  talkSeconds: number;
};

/** From the ringing tone of X to the last digit of the extension, and until the platform stops waiting for one. */
const DIALLING_SECONDS = 9;
const NO_DIGITS_SECONDS = 11;
const ALERTING_AFTER_SECONDS = 2;

/**
 * The course of a call in seconds: an extension is there after 9 s (none: the call ends after 11), then the second leg
 * starts and rings 2 s later; a busy one ends after 5 s, a refused call after 1 s.
 */
export const planCall = ({ leg, digits, ringSeconds, talkSeconds }: CallCourse): CallPlan => {
  if (digits === '') return { end: NO_DIGITS_SECONDS };
  const callOut = digits === undefined ? 0 : DIALLING_SECONDS;
  const collected = digits === undefined ? {} : { collected: callOut };
  if (leg === 'none') return { ...collected, end: callOut + 1 };
  if (leg === 'called') return { ...collected, callOut, end: callOut + 5 };
  const alerting = callOut + ALERTING_AFTER_SECONDS;
  if (leg === 'rang') return { ...collected, callOut, alerting, end: alerting + (ringSeconds ?? 30) };
  const answer = alerting + (ringSeconds ?? 4);
  return { ...collected, callOut, alerting, answer, end: answer + talkSeconds };
};

/** A plan put on the clock. */
export const timesFrom = (callIn: Date, { end, ...steps }: CallPlan): CallTimes => ({
  callIn,
  ...Object.fromEntries(Object.entries(steps).map(([step, after]) => [step, secondsAfter(callIn, after)])),
  end: secondsAfter(callIn, end),
});

/** The events of a call in their order. Source: `privatenumber_02_0006`, `_0006_3` (`collectInfo`). */
export const eventsOf = ({ callIn, collected, callOut, alerting, answer, end }: CallTimes): CallEvent[] => [
  { type: 'callin', at: callIn },
  ...(collected ? [{ type: 'collectInfo', at: collected } as const] : []),
  ...(callOut ? [{ type: 'callout', at: callOut } as const] : []),
  ...(alerting ? [{ type: 'alerting', at: alerting } as const] : []),
  ...(answer ? [{ type: 'answer', at: answer } as const] : []),
  { type: 'disconnect', at: end },
];
