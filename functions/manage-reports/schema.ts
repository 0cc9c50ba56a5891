import * as v from 'valibot';
import { PAGE_FIELDS } from '../../shared/http/list-query.ts';
import { PartyNumber } from '../../shared/http/number-schemas.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';
import { REPORT_STATES } from '../../shared/reporting/report.ts';

/** `POST /reports/search` and `GET /reports`: one number, or a list. */
export const ReportsQuery = v.pipe(
  strictObject({
    number: v.optional(PartyNumber),
    state: v.optional(v.picklist(REPORT_STATES)),
    ...PAGE_FIELDS,
  }),
  v.check(
    ({ number, state, cursor }) => number === undefined || (state === undefined && cursor === undefined),
    'number does not go with state and cursor',
  ),
);

/** `POST /reports/delete` and `DELETE /reports`. */
export const ReportQuery = strictObject({ number: PartyNumber });

const plain = (most: number) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${most}}$`, 'u'), `must be 1 to ${most} characters`),
  );

/** The platform's limit for a photo, in bytes. */
const MOST_PHOTO_BYTES = 32 * 1024;

/** The first bytes of JPEG and PNG, in hex. */
const TYPES = [
  ['ffd8ff', 'image/jpeg'],
  ['89504e470d0a1a0a', 'image/png'],
] as const;

const typeOf = (bytes: Uint8Array) =>
  TYPES.find(([first]) => Buffer.from(bytes.subarray(0, 8)).toString('hex').startsWith(first))?.[1];

/** A photo in base64; its type is read from its bytes. */
const PhotoText = v.pipe(
  v.string(),
  v.base64('must be base64'),
  v.transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  v.check((bytes) => bytes.byteLength <= MOST_PHOTO_BYTES, 'must be at most 32 KiB'),
  v.check((bytes) => typeOf(bytes) !== undefined, 'must be a JPEG or a PNG'),
  v.transform((bytes) => ({ type: typeOf(bytes) ?? 'image/jpeg', bytes })),
);

const ReportedNumber = v.pipe(
  strictObject({
    number: PartyNumber,
    name: plain(50),
    identityCard: plain(20),
    photo: v.optional(PhotoText),
    operatorNumber: v.optional(PartyNumber),
  }),
  v.check(
    ({ number, operatorNumber }) => (number.line === 'fixed') === (operatorNumber !== undefined),
    'must have operatorNumber for a fixed line, and for no mobile',
  ),
  v.check(({ operatorNumber }) => operatorNumber?.line !== 'fixed', 'operatorNumber must be a mobile'),
);

/** `POST /reports`. The statement is that of the person: without his consent nothing may be sent. */
export const ReportsBody = strictObject({
  agreeAuthorizationStatement: v.literal(true, 'must be true: the person has to agree'),
  numbers: v.pipe(
    v.array(ReportedNumber),
    v.minLength(1, 'must name a number'),
    v.maxLength(10, 'must have at most 10 numbers'),
    v.check(
      (numbers) => new Set(numbers.map(({ number }) => number.number)).size === numbers.length,
      'must name each number once',
    ),
  ),
});
