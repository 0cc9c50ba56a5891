import { parsePartyNumber, parsePrivateNumber, parseSearchedNumber } from '../../kernel/e164.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { HttpEvent } from '../request.ts';

/** Written for a value by which nothing can be found. */
const UNREADABLE = 'unreadable';

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
const id: Reading = (_lookup, written) => (/^[a-z]{16,64}$/.test(written) ? written : undefined);

/** The parameters of our API that name somebody or something of somebody. The others only narrow a search down. */
const READINGS: Readonly<Record<string, Reading>> = {
  a: party,
  b: party,
  party,
  x: privateNumber,
  y: privateNumber,
  reference,
  bindingId: id,
  callId: id,
};

/**
 * Whom or what a request asks for, by its path and its query: ids as they are, numbers and references as the look-up keys that
 * the items in the tables have, whatever the spelling. So an auditor who has a number finds who looked for it, and nobody reads a
 * number in a log.
 */
export const soughtFor = (lookup: LookupKeys, event: HttpEvent): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries({ ...event.queryStringParameters, ...decodedValues(event.pathParameters) }).flatMap(
      ([name, written]) => {
        const reading = Object.hasOwn(READINGS, name) ? READINGS[name] : undefined;
        if (reading === undefined || written === undefined) return [];
        return [[name, reading(lookup, written) ?? UNREADABLE]];
      },
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
