import * as v from 'valibot';
import { PAGE_FIELDS } from '../../shared/http/list-query.ts';
import { PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { AreaCode } from '../../shared/kernel/platform-texts.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';
import { NUMBER_STATES } from '../../shared/numbers/private-number.ts';

const AppName = v.pipe(v.string(), v.maxLength(32, 'must be at most 32 characters'));

/** `GET /numbers`. */
export const ListNumbersQuery = strictObject({
  app: v.optional(AppName),
  areaCode: v.optional(AreaCode),
  state: v.optional(v.picklist(NUMBER_STATES)),
  ...PAGE_FIELDS,
});

/** `PUT /numbers`. */
export const ImportQuery = strictObject({
  app: v.optional(AppName),
  dryRun: v.optional(v.picklist(['true', 'false']), 'false'),
});

/** One number of an import. */
export const ListedNumberBody = strictObject({
  x: PrivateNumberText,
  areaCode: v.optional(AreaCode),
  sms: v.optional(v.boolean(), false),
});

/** `PUT /numbers` as JSON. */
export const ImportBody = v.pipe(
  v.array(ListedNumberBody),
  v.maxLength(10_000, 'must hold at most 10000 numbers'),
  v.check(
    (numbers) => new Set(numbers.map(({ x }) => x)).size === numbers.length,
    'must name each number once',
  ),
);

/** `PATCH /numbers/{x}`. */
export const StateBody = strictObject({
  state: v.picklist(NUMBER_STATES),
  cause: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/, 'must be 1 to 64 of a-z, 0-9 and -'))),
});
