import * as v from 'valibot';
import { CursorText, Moment, PAGE_FIELDS } from '../../shared/http/list-query.ts';
import { PartyNumber } from '../../shared/http/number-schemas.ts';
import { holdsPhoneNumber } from '../../shared/http/phone-in-text.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';

const PersonNumber = v.pipe(
  PartyNumber,
  v.transform(({ number }) => number),
);

const AppName = v.pipe(v.string(), v.maxLength(32, 'must be at most 32 characters'));

/** `POST /parties/change`. */
export const PhoneChangeBody = v.pipe(
  strictObject({
    from: PersonNumber,
    to: PersonNumber,
    app: v.optional(AppName),
    cursor: v.optional(CursorText),
  }),
  v.forward(
    v.check(({ from, to }) => from !== to, 'must be another number than from'),
    ['to'],
  ),
);

/** The query of `POST /parties/change`. */
export const PhoneChangeQuery = strictObject({ dryRun: v.optional(v.picklist(['true', 'false']), 'false') });

const MOST_REASON_CHARACTERS = 200;

/** Why a person is blocked, in words of the caller. */
const Reason = v.pipe(
  v.string(),
  v.regex(/^[^\p{Cc}\p{Cs}]+$/u, 'must be text without control characters'),
  v.maxLength(MOST_REASON_CHARACTERS, `must be at most ${MOST_REASON_CHARACTERS} characters`),
  v.check((text) => !holdsPhoneNumber(text), 'must hold no phone number'),
);

/** `POST /blocks`. */
export const BlockBody = strictObject({
  party: PersonNumber,
  app: v.optional(AppName),
  reason: v.optional(Reason),
  until: v.optional(Moment),
  endLive: v.optional(v.boolean(), false),
});

/** The query of `GET /blocks`, and the body of `POST /blocks/search`. */
export const ListBlocksQuery = strictObject({
  party: v.optional(PersonNumber),
  app: v.optional(AppName),
  ...PAGE_FIELDS,
});
