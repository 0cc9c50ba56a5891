import * as v from 'valibot';
import { PAGE_FIELDS } from '../../shared/http/list-query.ts';
import { PoolNumberText, PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { AreaCode } from '../../shared/kernel/platform-texts.ts';
import { strictObject } from '../../shared/kernel/strict-object.ts';
import { NUMBER_STATES } from '../../shared/numbers/private-number.ts';
import { MOST_NUMBERS } from '../../shared/numbers/table/read-number-table.ts';
import { readAreaCode } from '../../shared/numbers/table/table-cells.ts';

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
  force: v.optional(v.picklist(['true', 'false']), 'false'),
  ifDifference: v.optional(
    v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a fingerprint of a dry run')),
  ),
});

/** An area code in an import, with or without its 0. */
const WrittenAreaCode = v.pipe(
  v.string(),
  v.maxLength(32, 'is too long for an area code'),
  v.check((written) => readAreaCode(written) !== undefined, 'must be an area code such as 0755'),
  v.transform((written) => readAreaCode(written) ?? written),
);

/** One number of an import; an absent field leaves a stored number as it is. */
export const ListedNumberBody = strictObject({
  x: PoolNumberText,
  areaCode: v.optional(v.nullable(WrittenAreaCode)),
  sms: v.optional(v.boolean()),
});

/** `PUT /numbers` as JSON. */
export const ImportBody = v.pipe(
  v.array(ListedNumberBody),
  v.maxLength(MOST_NUMBERS, `must hold at most ${MOST_NUMBERS} numbers`),
  v.check(
    (numbers) => new Set(numbers.map(({ x }) => x)).size === numbers.length,
    'must name each number once',
  ),
);

/** The query of `PATCH /numbers/{x}`. */
export const NumberQuery = strictObject({ app: v.optional(AppName) });

/** `GET /pool`. */
export const PoolQuery = strictObject({ app: v.optional(AppName) });

const CHANGE = {
  state: v.optional(v.picklist(NUMBER_STATES)),
  cause: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/, 'must be 1 to 64 of a-z, 0-9 and -'))),
  reserved: v.optional(v.boolean()),
};
type Change = Readonly<{ state?: unknown; cause?: unknown; reserved?: unknown }>;
const changesSomething = ({ state, reserved }: Change) => state !== undefined || reserved !== undefined;
const hasStateOfCause = ({ state, cause }: Change) => state !== undefined || cause === undefined;

/** `PATCH /numbers/{x}`. */
export const NumberChangeBody = v.pipe(
  strictObject(CHANGE),
  v.check((change) => changesSomething(change), 'must have state or reserved'),
  v.check((change) => hasStateOfCause(change), 'cause needs state'),
);

/** `PATCH /numbers`: the same, with the number and its app in the body. */
export const NamedNumberChangeBody = v.pipe(
  strictObject({ x: PrivateNumberText, app: v.optional(AppName), ...CHANGE }),
  v.check((change) => changesSomething(change), 'must have state or reserved'),
  v.check((change) => hasStateOfCause(change), 'cause needs state'),
);
