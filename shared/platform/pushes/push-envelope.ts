import { CALL_EVENT_TYPES } from '../../calls/call-event.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { DecisionRequest, Push, PushApp, PushItem, PushKind } from '../../pushes/push.ts';
import type { PossibleTime } from './possible-time.ts';
import { eventTypeOf, readCallEvent } from './push-call-event.ts';
import { readCdr } from './push-cdr.ts';
import { asText, isEmpty, isObject, own, type Sent } from './push-fields.ts';
import { readNumberStatus } from './push-number-status.ts';
import { asksAboutText, readSms } from './push-sms.ts';

/** The frame around the entries of a push, and how each of them is read. */
export type Envelope = Pick<Push, 'kind' | 'decisionRequest' | 'namesOtherApp'> &
  Readonly<{ entries: readonly unknown[]; read: (entry: unknown, isPossible: PossibleTime) => PushItem }>;

/**
 * Tells which push this is: the event type decides, without a known one the part that is there. `undefined`: none that
 * we know.
 */
export const envelopeOf = (sent: Sent, app: PushApp): Envelope | undefined => {
  const eventType = asText(own(sent, 'eventType'))?.toLowerCase();
  if (eventType === 'fee' && !isEmpty(own(sent, 'feeLst'))) return cdrs(sent, app);
  if (eventType === 'numstatus' && !isEmpty(own(sent, 'numInfo'))) return numberStatus(sent, app);
  if (isCallEvent(eventTypeOf(eventType)) || isObject(own(sent, 'statusInfo'))) return callEvent(sent, app);
  if (!isEmpty(own(sent, 'smsEvent'))) return sms(sent, app);
  if (Array.isArray(own(sent, 'feeLst'))) return cdrs(sent, app);
  if (Array.isArray(own(sent, 'numInfo'))) return numberStatus(sent, app);
  return undefined;
};

/**
 * The frame of a body that nobody can read. Its characters tell whether it asks for a decision; in doubt it does, because
 * an answer that nobody asked for does no harm.
 */
export const unknownEnvelope = (
  bytes: Uint8Array,
  { mode }: PushApp,
): Pick<Push, 'kind' | 'decisionRequest' | 'namesOtherApp'> => {
  const text = Buffer.from(bytes).toString('latin1').toLowerCase();
  const asks = /["']block["']/.test(text);
  const isCall = /["']callin["']/.test(text) && (mode === 'X' || asks);
  const isSms = text.includes('smsevent') && (asks || !/["']notify["']/.test(text));
  const decisionRequest = isCall ? 'callin' : isSms ? 'sms-block' : undefined;
  return { kind: 'unknown', decisionRequest, namesOtherApp: false };
};

/**
 * The body of a push that would hold just this entry, as it lies in quarantine; `undefined` when the entry does not tell
 * its event.
 */
export const bodyAround = (kind: PushKind, entry: unknown): Uint8Array | undefined => {
  if (kind === 'unknown') return typeof entry === 'string' ? Buffer.from(entry, 'base64') : undefined;
  const push = pushAround(kind, entry);
  return push === undefined ? undefined : Buffer.from(JSON.stringify(push));
};

const pushAround = (kind: Exclude<PushKind, 'unknown'>, entry: unknown): Sent | undefined => {
  switch (kind) {
    case 'cdrs':
      return { eventType: 'fee', feeLst: [entry] };
    case 'number-status':
      return { eventType: 'numStatus', numInfo: [entry] };
    case 'sms':
      return { smsEvent: entry };
    case 'event':
      return isObject(entry) && Object.hasOwn(entry, 'statusInfo') ? entry : undefined;
    default:
      return assertNever(kind);
  }
};

const isCallEvent = (type: string | undefined): boolean => CALL_EVENT_TYPES.some((known) => known === type);

const cdrs = (sent: Sent, app: PushApp): Envelope => {
  const entries = listOf(own(sent, 'feeLst'));
  return {
    kind: 'cdrs',
    decisionRequest: undefined,
    namesOtherApp: entries.some((entry) => isObject(entry) && namesOther(entry, app)),
    entries,
    read: (entry, isPossible) => readCdr(entry, app, isPossible),
  };
};

const callEvent = (sent: Sent, app: PushApp): Envelope => ({
  kind: 'event',
  decisionRequest: asksAboutCall(sent, app),
  // Events name no app (`privatenumber_02_0006`).
  namesOtherApp: false,
  entries: [own(sent, 'statusInfo')],
  read: (entry, isPossible) => readCallEvent(own(sent, 'eventType'), entry, app, isPossible),
});

const sms = (sent: Sent, app: PushApp): Envelope => {
  const event = own(sent, 'smsEvent');
  return {
    kind: 'sms',
    decisionRequest: asksAboutText(event) ? 'sms-block' : undefined,
    namesOtherApp: namesOther(sent, app),
    entries: [event],
    read: (entry, isPossible) => readSms(entry, app, isPossible),
  };
};

const numberStatus = (sent: Sent, app: PushApp): Envelope => ({
  kind: 'number-status',
  decisionRequest: undefined,
  namesOtherApp: false,
  entries: listOf(own(sent, 'numInfo')),
  read: (entry, isPossible) => readNumberStatus(entry, app, isPossible),
});

/** In X mode the platform waits for the route of every incoming call (`privatenumber_02_0006_2`). */
const asksAboutCall = (sent: Sent, app: PushApp): DecisionRequest | undefined => {
  if (eventTypeOf(own(sent, 'eventType')) !== 'callin') return undefined;
  const status = own(sent, 'statusInfo');
  const notifyMode = isObject(status) ? asText(own(status, 'notifyMode'))?.toLowerCase() : undefined;
  return app.mode === 'X' || notifyMode === 'block' ? 'callin' : undefined;
};

const namesOther = (sent: Sent, app: PushApp): boolean => {
  const appKey = asText(own(sent, 'appKey'));
  return appKey !== undefined && appKey !== app.appKey;
};

/** A list; a single entry that came without its list; nothing. */
const listOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return isEmpty(value) ? [] : [value];
};
