import * as v from 'valibot';
import { Binding } from '../bindings/model/binding.ts';
import { CallEvent } from '../calls/call-event.ts';
import { Cdr } from '../calls/cdr.ts';
import { ERASED_NUMBER } from '../kernel/e164.ts';
import { SmsMessage } from '../messages/message.ts';
import type { Person } from './person.ts';

/** Stands where a record must have an id of the platform, which may hold the number. */
export const ERASED = 'erased';

/** Each field without the number is kept; a field that names the person is left out. */
const unnamed = (record: Readonly<Record<string, unknown>>, person: Person): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => !person.isNamedIn(value)));

/**
 * A binding without the person. The times, terms and numbers of ours stay, and the other party. The words of its maker
 * (`reference`, `userData`) may name the person and goes where the person is A or B, or where they name him by his number.
 */
export const erasedBinding = (binding: Binding, person: Person): Binding => {
  const { a, b, terms, reference, temporaryCallee, createdBy, changed, end, ...rest } = binding;
  const isParty = a === person.number || b === person.number;
  const { userData, ...otherTerms } = terms;
  return v.parse(Binding, {
    ...rest,
    a: a === person.number ? ERASED_NUMBER : a,
    ...(b === undefined ? {} : { b: b === person.number ? ERASED_NUMBER : b }),
    terms: {
      ...otherTerms,
      ...unnamed(isParty ? {} : { userData }, person),
      callback: undefined,
      ...callbackOf(binding, person),
    },
    ...unnamed(isParty ? {} : { reference }, person),
    // The name of a caller may be whatever its token says.
    ...unnamed({ createdBy }, person),
    ...(changed && { changed: unnamed(changed, person) }),
    ...(end && { end: unnamed(end, person) }),
    ...unnamed({ temporaryCallee: erasedCallee(temporaryCallee, isParty, person) }, person),
  });
};

const callbackOf = ({ terms: { callback } }: Binding, person: Person) => unnamed({ callback }, person);

/** Words about the callee go with the one who wrote them, and where they name the person. */
const erasedCallee = (callee: Binding['temporaryCallee'], isParty: boolean, person: Person) => {
  if (callee === undefined) return undefined;
  const { userData, ...rest } = callee;
  return { ...rest, ...unnamed(isParty ? {} : { userData }, person) };
};

/**
 * A CDR without the person: the course of the call and its times stay, for the bill and for the other party. All that may
 * name the person goes: the platform's ids, the place of the recording there, and the fields that nobody knows.
 */
export const erasedCdr = (cdr: Cdr, person: Person): Cdr => {
  const { sessionId: _session, recordId: _record, recording: _recording, ...rest } = cdr;
  const { recordingUrl: _url, userData: _userData, other: _other, ...known } = rest;
  return v.parse(Cdr, { ...unnamed(known, person), sessionId: ERASED });
};

/** An event of a call without the person. The digits that were dialled go as well. */
export const erasedEvent = (event: CallEvent, person: Person): CallEvent => {
  const { sessionId: _session, digits: _digits, userData: _userData, other: _other, ...known } = event;
  return v.parse(CallEvent, { ...unnamed(known, person), sessionId: ERASED });
};

/** A text message without the person and without its words. */
export const erasedMessage = (message: SmsMessage, person: Person): SmsMessage => {
  const { identifier: _id, content: _content, userData: _userData, other: _other, ...known } = message;
  return v.parse(SmsMessage, { ...unnamed(known, person), identifier: ERASED });
};
