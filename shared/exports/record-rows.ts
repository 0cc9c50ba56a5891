import { attributionIdOf, type Binding, statusAt } from '../bindings/model/binding.ts';
import { billedMinutesOf, cdrTalkSeconds, endOf, type KeptCdr } from '../calls/call-times.ts';
import { messageParts } from '../messages/message-parts.ts';
import type { KeptMessage } from '../messages/message-store.ts';
import { callOutcome } from '../outcomes/call-outcome.ts';
import { smsResult } from '../outcomes/sms-result.ts';
import { dayOf, type ExportRow } from './export-row.ts';
import type { MakeRowCells } from './number-cells.ts';

/**
 * The row of one CDR. A phone that redials by itself makes several of one call: each is a row. It says no more than the CDR
 * does: an answer that only an event tells of is not in it.
 */
export const callRow = (
  cellsOf: MakeRowCells,
  callId: string,
  { cdr, recordKey, recording, receivedAt }: KeptCdr,
): ExportRow => {
  const cells = cellsOf('calls', recordKey);
  const talkSeconds = cdrTalkSeconds(cdr);
  const answered = cdr.answeredAt !== undefined;
  const outcome = callOutcome({ ...evidenceOf(cdr), answered }, 'en');
  return {
    kind: 'calls',
    app: cdr.app,
    day: dayOf(cdr.startedAt ?? receivedAt),
    columns: {
      record_id: recordKey,
      call_id: callId,
      source: cdr.source ?? 'push',
      mode: cdr.mode,
      ...cells.text('subscription_id', cdr.subscriptionId),
      ...cells.ours('x', cdr.x),
      ...cells.person('caller', cdr.caller),
      ...cells.person('callee', cdr.callee),
      direction: cdr.direction,
      started_at: cdr.startedAt ?? null,
      ringing_at: cdr.ringingAt ?? null,
      answered_at: cdr.answeredAt ?? null,
      ended_at: endOf(cdr) ?? null,
      answered,
      talk_seconds: talkSeconds ?? null,
      billed_minutes: talkSeconds === undefined ? null : billedMinutesOf(talkSeconds),
      hung_up_by: cdr.hungUpBy ?? null,
      outcome_code: outcome?.code ?? null,
      outcome_source: outcome?.source ?? null,
      outcome_class: outcome?.class ?? null,
      recording_status: recording.status,
      received_at: receivedAt,
    },
  };
};

const evidenceOf = ({ releaseCode, q850Cause, sipStatus }: KeptCdr['cdr']) => ({
  releaseCode,
  q850Cause,
  sipStatus,
  stateCode: undefined,
});

/** The row of one notification about an SMS, without its words. */
export const messageRow = (
  cellsOf: MakeRowCells,
  { messageId, receivedAt, message }: KeptMessage,
): ExportRow => {
  const cells = cellsOf('messages', messageId);
  const { resultCode } = message;
  return {
    kind: 'messages',
    app: message.app,
    day: dayOf(message.sentAt ?? receivedAt),
    columns: {
      message_id: messageId,
      notification: message.notification,
      mode: message.mode,
      ...cells.text('subscription_id', message.subscriptionId),
      ...cells.ours('x', message.x),
      ...cells.person('sender', message.sender),
      ...cells.person('receiver', message.receiver),
      direction: message.direction,
      sent_at: message.sentAt ?? null,
      segments: message.segments ?? null,
      parts: messageParts(message),
      result_code: resultCode ?? null,
      result_class: resultCode === undefined ? null : smsResult(resultCode, 'en').class,
      decision: message.decision?.operation ?? null,
      decision_reason: message.decision?.reason ?? null,
      received_at: receivedAt,
    },
  };
};

/** When a binding ended, as far as that is over at a moment; ISO 8601 UTC. */
export const bindingEndAt = (binding: Binding, now: Date): string | undefined =>
  binding.releasedAt ?? (statusAt(binding, now) === 'expired' ? binding.expiresAt : undefined);

/** The row of a binding as it stands now, for the day on which it was made or ended. */
export const bindingRow = (cellsOf: MakeRowCells, binding: Binding, day: string, now: Date): ExportRow => {
  const cells = cellsOf('bindings', binding.bindingId);
  return {
    kind: 'bindings',
    app: binding.app,
    day,
    columns: {
      binding_id: binding.bindingId,
      mode: binding.mode,
      status: statusAt(binding, now),
      ...cells.text('subscription_id', attributionIdOf(binding)),
      ...cells.person('a', binding.a),
      ...cells.person('b', binding.b),
      ...cells.ours('x', binding.x),
      ...cells.ours('y', binding.y),
      ...cells.text('reference', binding.reference),
      call_direction: binding.terms.callDirection,
      record: binding.terms.record,
      created_at: binding.createdAt,
      expires_at: binding.expiresAt ?? null,
      ended_at: bindingEndAt(binding, now) ?? null,
      version: binding.version,
      as_of: now.toISOString(),
    },
  };
};
