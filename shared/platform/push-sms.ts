import type { PushApp, PushItem } from '../pushes/push.ts';
import { directionOf } from './push-direction.ts';
import { asInteger, asText, fieldsOf, isEmpty, isObject, own, type Sent } from './push-fields.ts';

/** `Notify` reports, `Block` asks; written in any case. Another one is kept as sent. */
export const notificationOf = (sent: Sent): string | undefined => {
  const text = asText(own(sent, 'notificationMode'));
  return ['Notify', 'Block'].find((known) => known.toLowerCase() === text?.toLowerCase()) ?? text;
};

/**
 * Tells whether the platform waits for our decision about this text. A notification that is neither of the known ones
 * counts as a question unless it reports a result: an answer nobody asked for does no harm.
 */
export const asksAboutText = (sent: unknown): boolean => {
  if (!isObject(sent)) return false;
  const notification = notificationOf(sent);
  if (notification === 'Block' || notification === 'Notify') return notification === 'Block';
  return isEmpty(own(sent, 'sendResult'));
};

/** Reads `smsEvent`. Source: `privatenumber_02_0008`, `_0008_2`, `_0008_3`. */
export const readSms = (sent: unknown, app: PushApp): PushItem => {
  if (!isObject(sent)) return { kind: 'unreadable', reason: 'not-an-object', sent };
  const fields = fieldsOf(sent);
  const identifier = fields.text('smsIdentifier');
  if (identifier === undefined) return { kind: 'unreadable', reason: 'no-identifier', sent };
  const extras = extrasOf(own(sent, 'extInfo'));
  const message = {
    app: app.name,
    mode: app.mode,
    identifier,
    notification: notificationOf(sent) ?? 'Notify',
    subscriptionId: fields.id('subscriptionId'),
    x: fields.number('virtualNumber'),
    sender: fields.number('calling'),
    receiver: fields.number('called'),
    direction: directionOf(app.mode, extras['direction']),
    sentAt: fields.time('timeStamp'),
    segments: asInteger(extras['splitNum']),
    resultCode: fields.integer('sendResult'),
    content: fields.verbatim('smsContent'),
    areaCode: fields.text('areaCode'),
    userData: fields.verbatim('userData'),
  };
  fields.text('notificationMode');
  if (isTextSms(own(sent, 'event'))) fields.text('event');
  return { kind: 'message', message: { ...message, other: fields.rest() } };
};

/** The documents have `TextSMS`, their samples also `Text SMS ` with an inner and a trailing blank. */
const isTextSms = (sent: unknown): boolean => asText(sent)?.replaceAll(/\s/g, '').toLowerCase() === 'textsms';

/** `extInfo.extParas` is a list of key and value on the current pages and an object in older code. */
const extrasOf = (extInfo: unknown): Readonly<Record<string, unknown>> => {
  const extras = isObject(extInfo) ? own(extInfo, 'extParas') : undefined;
  if (!Array.isArray(extras)) return isObject(extras) ? pick(Object.entries(extras)) : {};
  return pick(extras.filter(isObject).map((extra) => [asText(own(extra, 'key')), own(extra, 'value')]));
};

const pick = (entries: readonly (readonly [string | undefined, unknown])[]) => ({
  splitNum: entries.find(([key]) => key === 'splitNum')?.[1],
  direction: entries.find(([key]) => key === 'direction')?.[1],
});
