import { parsePartyNumber, parsePrivateNumber, parseSearchedNumber } from '../../kernel/e164.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { HttpEvent } from '../request.ts';
import { type AuditReading, appAsItIs, idAsItIs, keysOf, sentBody } from './audit-readings.ts';
import type { RouteRule } from './route-rules.ts';

const party: AuditReading = (lookup, written) => {
  const number = parsePartyNumber(written)?.number ?? parseSearchedNumber(written);
  return number && lookup('party', number);
};
const privateNumber: AuditReading = (lookup, written) => {
  const x = parsePrivateNumber(written);
  return x && lookup('private-number', x);
};
const reference: AuditReading = (lookup, written) => lookup('reference', written);
/** The parameters of our API that name somebody or something of somebody. The others only narrow a search down. */
const READINGS: Readonly<Record<string, AuditReading>> = {
  a: party,
  b: party,
  party,
  x: privateNumber,
  y: privateNumber,
  reference,
  app: appAsItIs,
  bindingId: idAsItIs,
  callId: idAsItIs,
  blockId: idAsItIs,
  itemId: idAsItIs,
  number: party,
};

/** The fields of a body that do so. `callback` holds the number that is called back. */
const BODY_READINGS: Readonly<Record<string, AuditReading>> = {
  ...{ a: party, b: party, callee: party, callback: party, from: party, to: party, party },
  ...{ number: party, x: privateNumber, reference },
};

/**
 * Whom or what a request asks for, by its path and its query, or by the body of a search, and whom a change of bindings names in its
 * body, because a caller who may not search can try numbers there: ids and names of apps as they are, numbers and references as the look-up keys that the items in the tables
 * have, whatever the spelling. So an auditor who has a number finds who looked for it, and nobody reads a number in a log.
 */
export const soughtFor = (
  lookup: LookupKeys,
  event: HttpEvent,
  rule: RouteRule | undefined,
): Readonly<Record<string, string>> => ({
  ...keysOf(lookup, rule?.asksInBody ? READINGS : BODY_READINGS, fieldsOfBody(event, rule)),
  ...keysOf(lookup, READINGS, { ...event.queryStringParameters, ...decodedValues(event.pathParameters) }),
});

/** As it was sent: a request that is refused names people as well. */
const fieldsOfBody = (event: HttpEvent, rule: RouteRule | undefined): object => {
  if (rule?.withoutRead !== 'others' && !rule?.asksInBody) return {};
  const body = sentBody(event);
  const callback: unknown = Reflect.get(body, 'callback');
  return {
    ...body,
    ...(callback instanceof Object ? { callback: Reflect.get(callback, 'number') } : {}),
    ...numbersIn(Reflect.get(body, 'numbers')),
  };
};

/** The most numbers that a report names. */
const MOST_REPORTED = 10;

/** The numbers of a report of actual users, each by its place. */
const numbersIn = (numbers: unknown): object =>
  Object.fromEntries(
    (Array.isArray(numbers) ? numbers : [])
      .slice(0, MOST_REPORTED)
      .flatMap((item: unknown, index) =>
        item instanceof Object ? [[`number.${index}`, Reflect.get(item, 'number')]] : [],
      ),
  );

/** Gateways differ in whether they hand path parameters over decoded; a query is decoded by all. */
const decodedValues = (parameters: HttpEvent['pathParameters'] = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, written]) =>
      written === undefined ? [] : [[name, decoded(written)]],
    ),
  );

const decoded = (written: string): string => {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
};
