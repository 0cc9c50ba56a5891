import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { MAX_BODY_BYTES } from '../api-request.ts';
import { bodyBytes, type HttpEvent } from '../request.ts';

/** Written for a value by which nothing can be found. */
const UNREADABLE = 'unreadable';

/** The longest text by which anything is found: a reference of 64 characters, each of which may be two in UTF-16. */
const MOST_UNITS = 128;

/** The text that the audit has of a value that was sent; `undefined` for one by which nothing can be found. */
export type AuditReading = (lookup: LookupKeys, written: string) => string | undefined;

/** All of an app is looked for, or what else is asked for of it alone. */
export const appAsItIs: AuditReading = (_lookup, written) =>
  /^[a-z0-9-]{1,32}$/.test(written) ? written : undefined;
/** An id of ours, as it is. */
export const idAsItIs: AuditReading = (_lookup, written) =>
  /^[a-z]{16,64}$/.test(written) ? written : undefined;

/** The fields that have a reading, as the audit has them. */
export const keysOf = (
  lookup: LookupKeys,
  readings: Readonly<Record<string, AuditReading>>,
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

/** The body as it was sent: a request that is refused counts as well. One that is not JSON, or too large, has no fields. */
export const sentBody = (event: HttpEvent): object => {
  const bytes = bodyBytes(event);
  const body = bytes.byteLength > MAX_BODY_BYTES ? undefined : jsonIn(bytes);
  return body instanceof Object ? body : {};
};

const jsonIn = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
};
