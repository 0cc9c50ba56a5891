import { isPartCount } from '../../messages/message-parts.ts';
import type { PushApp, PushItem } from '../../pushes/push.ts';
import type { PossibleTime } from './possible-time.ts';
import { directionsOf } from './push-direction.ts';
import { asText, type Fields, fieldsOf, isEmpty, isObject, own, type Sent } from './push-fields.ts';

/** `Notify` reports, `Block` asks; written in any case. Another one is kept as sent. */
const notificationOf = (sent: Sent): string | undefined => {
  const text = asText(own(sent, 'notificationMode'));
  return ['Notify', 'Block'].find((known) => known.toLowerCase() === text?.toLowerCase()) ?? text;
};

/**
 * Tells whether the platform waits for our decision about this SMS. A notification that is neither of the known ones
 * counts as a question unless it reports a result, and so does an SMS that cannot be read: an answer nobody asked for does no harm.
 */
export const asksAboutText = (sent: unknown): boolean => {
  if (!isObject(sent)) return true;
  const notification = notificationOf(sent);
  if (notification === 'Block' || notification === 'Notify') return notification === 'Block';
  return isEmpty(own(sent, 'sendResult'));
};

/** Reads `smsEvent`. Source: `privatenumber_02_0008`, `_0008_2`, `_0008_3`. */
export const readSms = (sent: unknown, app: PushApp, isPossible: PossibleTime): PushItem => {
  if (!isObject(sent)) return { kind: 'unreadable', reason: 'not-an-object', sent };
  const fields = fieldsOf(sent, isPossible);
  const identifier = fields.text('smsIdentifier');
  if (identifier === undefined) return { kind: 'unreadable', reason: 'no-identifier', sent };
  const { extParas, ...information } = fields.object('extInfo') ?? {};
  const extras = fieldsOf({ ...information, ...extrasOf(extParas) }, isPossible);
  const message = {
    app: app.name,
    mode: app.mode,
    identifier,
    notification: notificationOf(sent) ?? 'Notify',
    subscriptionId: fields.id('subscriptionId'),
    x: fields.number('virtualNumber'),
    sender: fields.number('calling'),
    receiver: fields.number('called'),
    direction: extras.coded('direction', directionsOf(app.mode)) ?? ('unknown' as const),
    sentAt: fields.time('timeStamp'),
    segments: extras.count('splitNum', isPartCount),
    resultCode: fields.integer('sendResult'),
    content: fields.verbatim('smsContent'),
    areaCode: fields.text('areaCode'),
    userData: fields.verbatim('userData'),
  };
  return { kind: 'message', message: { ...message, other: readRest(sent, fields, extras) } };
};

/** `extInfo.extParas` is a list of key and value on the current pages and an object in older code. */
const extrasOf = (extParas: unknown): Sent => {
  if (isObject(extParas)) return extParas;
  if (!Array.isArray(extParas)) return {};
  return Object.fromEntries(
    extParas.filter(isObject).map((extra) => [asText(own(extra, 'key')) ?? '', own(extra, 'value')]),
  );
};

const readRest = (sent: Sent, fields: Fields, extras: Fields) => {
  fields.text('notificationMode');
  if (isTextSms(own(sent, 'event'))) fields.text('event');
  const extInfo = extras.rest();
  const rest = fields.rest();
  return extInfo === undefined ? rest : { ...rest, extInfo };
};

/** The documents have `TextSMS`, their samples also `Text SMS ` with an inner and a trailing blank. */
const isTextSms = (sent: unknown): boolean => asText(sent)?.replaceAll(/\s/g, '').toLowerCase() === 'textsms';
