import { readPlatformNumber } from '../../kernel/e164.ts';
import type { NamesIn } from '../../pushes/decisions/contact.ts';
import { asText, isObject, own } from './push-fields.ts';
import { unpacked } from './unpacked.ts';

/** A whole body of 50 CDRs that cannot be read names three numbers and a binding in each. */
const MOST_PLACES = 200;

/** Digits that stand for themselves; a text such as `69a3a57b` or `2026.03` is none. */
const NUMBER = /(?<![\w.])\+?\d{5,20}(?![\w.])/g;
const SUBSCRIPTION = /"subscriptionId"\s{0,9}:\s{0,9}"?([^\s",\\}\]]{1,128})/gi;

/**
 * Looks for what an item names that could not be read: every number, because any of them may be the private number, and the
 * platform's ids of bindings. The text is searched, so that neither names nor levels nor a missing end matter.
 */
export const namedIn: NamesIn = (kind, sent) => {
  const text = kind === 'unknown' ? textOfBody(sent) : (JSON.stringify(sent) ?? '');
  const subscriptions = [...text.matchAll(SUBSCRIPTION)].flatMap(([, id]) => (id === undefined ? [] : [id]));
  const numbers = [...text.matchAll(NUMBER)].flatMap(([written]) => readPlatformNumber(written) ?? []);
  const places = [...new Set([...subscriptions, ...numbers])].slice(0, MOST_PLACES);
  return { places, text, ...idsIn(sent) };
};

/** The whole body, which lies in quarantine as Base64 of the bytes that came. */
const textOfBody = (sent: unknown): string =>
  typeof sent === 'string' ? Buffer.from(unpacked(Buffer.from(sent, 'base64'))).toString('latin1') : '';

/** An event is kept with its frame, a CDR and an SMS without. */
const idsIn = (sent: unknown) => {
  if (!isObject(sent)) return {};
  const status = own(sent, 'statusInfo');
  const fields = isObject(status) ? status : sent;
  return { sessionId: asText(own(fields, 'sessionId')), identifier: asText(own(fields, 'smsIdentifier')) };
};
