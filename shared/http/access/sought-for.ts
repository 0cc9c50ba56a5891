import { isMoment } from '../../kernel/clock.ts';
import { parsePartyNumber, parsePrivateNumber, parseSearchedNumber } from '../../kernel/e164.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { MAX_BODY_BYTES } from '../api-request.ts';
import { bodyBytes, type HttpEvent } from '../request.ts';
import type { RouteRule } from './route-rules.ts';

/** Written for a value by which nothing can be found. */
const UNREADABLE = 'unreadable';

/** The longest text by which anything is found: a reference of 64 characters, each of which may be two in UTF-16. */
const MOST_UNITS = 128;

type Reading = (lookup: LookupKeys, written: string) => string | undefined;

const party: Reading = (lookup, written) => {
  const number = parsePartyNumber(written)?.number ?? parseSearchedNumber(written);
  return number && lookup('party', number);
};
const privateNumber: Reading = (lookup, written) => {
  const x = parsePrivateNumber(written);
  return x && lookup('private-number', x);
};
const reference: Reading = (lookup, written) => lookup('reference', written);
/** All of an app is looked for, or what else is asked for of it alone. */
const app: Reading = (_lookup, written) => (/^[a-z0-9-]{1,32}$/.test(written) ? written : undefined);
const id: Reading = (_lookup, written) => (/^[a-z]{16,64}$/.test(written) ? written : undefined);

/** The parameters of our API that name somebody or something of somebody. The others only narrow a search down. */
const READINGS: Readonly<Record<string, Reading>> = {
  a: party,
  b: party,
  party,
  x: privateNumber,
  y: privateNumber,
  reference,
  app,
  bindingId: id,
  callId: id,
  blockId: id,
  itemId: id,
  number: party,
};

/** The fields of a body that do so. `callback` holds the number that is called back. */
const BODY_READINGS: Readonly<Record<string, Reading>> = {
  ...{ a: party, b: party, callee: party, callback: party, from: party, to: party, party },
  ...{ number: party, x: privateNumber, reference },
};

/** Written anew: the fraction of a second has room for a number. */
const moment: Reading = (_lookup, written) =>
  isMoment(written) ? new Date(written).toISOString() : undefined;

/** The fields of an order of an operator. */
const ORDER_READINGS: Readonly<Record<string, Reading>> = {
  itemId: id,
  callId: id,
  app,
  from: moment,
  to: moment,
};

const readingsOf = (rule: RouteRule | undefined): Readonly<Record<string, Reading>> => {
  if (rule?.orders) return ORDER_READINGS;
  return rule?.asksInBody ? READINGS : BODY_READINGS;
};

/**
 * Tells of a request that may be a dry run whether it is one. What the route would refuse is none.
 */
export const dryRunOf = (event: HttpEvent, rule: RouteRule | undefined): Readonly<{ dryRun?: boolean }> => {
  switch (rule?.dryRunIn) {
    case 'query':
      return { dryRun: event.queryStringParameters?.['dryRun'] === 'true' };
    case 'body':
      return { dryRun: Reflect.get(fieldsOfBody(event, rule), 'dryRun') === true };
    default:
      return {};
  }
};

/**
 * Whom or what a request asks for, by its path and its query, or by the body of a search or of an order of an operator, and whom a change of bindings names in its
 * body, because a caller who may not search can try numbers there: ids and names of apps as they are, numbers and references as the look-up keys that the items in the tables
 * have, whatever the spelling. So an auditor who has a number finds who looked for it, and nobody reads a number in a log.
 */
export const soughtFor = (
  lookup: LookupKeys,
  event: HttpEvent,
  rule: RouteRule | undefined,
): Readonly<Record<string, string>> => ({
  ...keysOf(lookup, readingsOf(rule), fieldsOfBody(event, rule)),
  ...keysOf(lookup, READINGS, { ...event.queryStringParameters, ...decodedValues(event.pathParameters) }),
});

const keysOf = (
  lookup: LookupKeys,
  readings: Readonly<Record<string, Reading>>,
  sent: object,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(sent).flatMap(([name, written]: [string, unknown]) => {
      // The numbers of a report have their place behind the name; any more would be names that the sender makes up.
      const field = name.replace(/\.\d$/, '');
      const reading = Object.hasOwn(readings, field) ? readings[field] : undefined;
      if (reading === undefined || written === undefined || written === null) return [];
      return [[name, (isReadable(written) ? reading(lookup, written) : undefined) ?? UNREADABLE]];
    }),
  );

const isReadable = (written: unknown): written is string =>
  typeof written === 'string' && written.length <= MOST_UNITS;

/** As it was sent: a request that is refused names people as well. A body that is not JSON, or too large, names nobody. */
const fieldsOfBody = (event: HttpEvent, rule: RouteRule | undefined): object => {
  if (rule?.withoutRead !== 'others' && !rule?.asksInBody && !rule?.orders) return {};
  const bytes = bodyBytes(event);
  const body = bytes.byteLength > MAX_BODY_BYTES ? undefined : jsonIn(bytes);
  if (!(body instanceof Object)) return {};
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

const jsonIn = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
};

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
