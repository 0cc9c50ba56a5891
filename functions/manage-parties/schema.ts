import * as v from 'valibot';
import { CursorText } from '../../shared/http/list-query.ts';
import { PartyNumber } from '../../shared/http/number-schemas.ts';
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
