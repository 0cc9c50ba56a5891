import * as v from 'valibot';
import { CursorText, IdText, Moment, PageLimit } from '../../shared/http/list-query.ts';
import { PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { parsePartyNumber, readPlatformNumber } from '../../shared/kernel/e164.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

/** Strangers from abroad call private numbers too, so a number with its `+` may be any. */
const partyNumber = (text: string): string | undefined =>
  parsePartyNumber(text)?.number ?? (/^\s*\+/.test(text) ? readPlatformNumber(text) : undefined);

const AnyPartyNumber = v.pipe(
  v.string(),
  v.maxLength(64, 'is too long for a number'),
  v.check((text) => partyNumber(text) !== undefined, 'must be a phone number'),
  v.transform((text) => String(partyNumber(text))),
);

/** The query of `GET /calls`: whose calls, from `from` on and before `to`. */
export const CallQuery = v.pipe(
  strictObject({
    bindingId: v.optional(IdText),
    x: v.optional(PrivateNumberText),
    party: v.optional(AnyPartyNumber),
    from: v.optional(Moment),
    to: v.optional(Moment),
    limit: PageLimit,
    cursor: v.optional(CursorText),
  }),
  v.check(
    ({ bindingId, x, party }) => [bindingId, x, party].filter((value) => value !== undefined).length === 1,
    'give exactly one of bindingId, x and party',
  ),
  v.check(({ from, to }) => from === undefined || to === undefined || from <= to, 'from is after to'),
);
export type CallQuery = v.InferOutput<typeof CallQuery>;
