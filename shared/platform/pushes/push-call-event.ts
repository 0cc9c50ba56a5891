import { CALL_EVENT_TYPES } from '../../calls/call-event.ts';
import type { PushApp, PushItem } from '../../pushes/push.ts';
import type { PossibleTime } from './possible-time.ts';
import { HUNG_UP_BY } from './push-cdr.ts';
import { asText, fieldsOf, isObject } from './push-fields.ts';

/** An event type as its page spells it, whatever its case; an unknown one as sent. */
export const eventTypeOf = (sent: unknown): string | undefined => {
  const text = asText(sent);
  return CALL_EVENT_TYPES.find((type) => type.toLowerCase() === text?.toLowerCase()) ?? text;
};

/** Reads `statusInfo` of a call event. Source: `privatenumber_02_0006` and its siblings for the other modes. */
export const readCallEvent = (
  eventType: unknown,
  sent: unknown,
  app: PushApp,
  isPossible: PossibleTime,
): PushItem => {
  if (!isObject(sent))
    return { kind: 'unreadable', reason: 'not-an-object', sent: { eventType, statusInfo: sent } };
  const fields = fieldsOf(sent, isPossible);
  const type = eventTypeOf(eventType);
  const sessionId = fields.text('sessionId');
  const at = fields.time('timestamp');
  const whole = { eventType, statusInfo: sent };
  if (type === undefined) return { kind: 'unreadable', reason: 'no-type', sent: whole };
  if (sessionId === undefined) return { kind: 'unreadable', reason: 'no-session-id', sent: whole };
  if (at === undefined) return { kind: 'unreadable', reason: 'no-time', sent: whole };
  const event = {
    app: app.name,
    mode: app.mode,
    sessionId,
    type,
    at,
    subscriptionId: fields.id('subscriptionId'),
    caller: fields.number('caller'),
    called: fields.number('called'),
    releaseCode: fields.integer('stateCode'),
    releaseText: fields.text('stateDesc'),
    hungUpBy: fields.coded('callRelDirection', HUNG_UP_BY),
    digits: fields.text('digitInfo'),
    userData: fields.verbatim('userData'),
  };
  return { kind: 'event', event: { ...event, other: fields.rest() } };
};
