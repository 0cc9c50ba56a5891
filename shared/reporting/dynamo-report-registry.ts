import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import { type E164, parsePartyNumber } from '../kernel/e164.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import { type LookupKeys, lookupsOf } from '../sealing/lookup-keys.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { batchGetAll } from '../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { REPORT_STATES, type ReportRecord, type ReportRegistry } from './report.ts';

/** A record of which nobody has heard for so long goes. A state that is still true is written anew twice a day. */
const KEPT_SECONDS = 30 * 24 * 3600;

/** Somebody asked for a number that the platform does not have: worth a note for as long as binds may be repeated. */
const UNKNOWN_KEPT_SECONDS = 24 * 3600;

const Item = v.object({
  pk: v.string(),
  sk: v.string(),
  state: v.picklist(REPORT_STATES),
  failures: v.number(),
  failedAt: v.optional(v.string()),
  submittedAt: v.optional(v.string()),
  checkedAt: v.string(),
  leaseUntil: v.optional(v.string()),
  version: v.number(),
  sealed: v.string(),
});

const StoredNumber = v.pipe(
  v.string(),
  v.rawTransform<string, E164>(({ dataset, addIssue, NEVER }) => {
    const number = parsePartyNumber(dataset.value)?.number;
    if (number !== undefined) return number;
    addIssue({ message: 'is not a number' });
    return NEVER;
  }),
);

const Sealed = v.object({ number: StoredNumber, failReason: v.optional(v.string()) });

/**
 * The record in an item.
 *
 * @throws {AppError} `item-unreadable` when it cannot be opened, which has been told then.
 * @throws {v.ValiError} for an item of another kind.
 */
export const readReport = (sealer: Sealer, item: Attributes): ReportRecord => {
  const { sealed, ...parsed } = v.parse(Item, item);
  const opened = openItem(sealer, Sealed, { kind: 'report', id: parsed.sk, sealed, context: parsed.sk });
  return { ...recordOf(parsed), ...opened };
};

/** As {@link readReport}; `undefined` when it cannot be opened. */
export const reportOf = (sealer: Sealer, item: Attributes): ReportRecord | undefined =>
  ifReadable(() => readReport(sealer, item));

const recordOf = ({ pk: _pk, sk: _sk, ...rest }: Omit<v.InferOutput<typeof Item>, 'sealed'>) => rest;

/** Where the record of a party's look-up key lies: in sixteen partitions, so that a list of all can be read. */
export const keyOfReport = (key: string) => ({ pk: `A#${key.slice(0, 1)}`, sk: key });

/** The item of a record as it is stored under a look-up key. */
export const itemOfReport = (
  { sealer, lookup }: Readonly<{ sealer: Sealer; lookup: LookupKeys }>,
  { number, failReason, ...record }: ReportRecord,
): Attributes => {
  const key = lookup('party', number);
  const written = Object.entries({ ...record, ...keyOfReport(key) }).filter(
    ([, value]) => value !== undefined,
  );
  const isWorthless = record.state === 'unknown' && record.failures === 0;
  const keptSeconds = isWorthless ? UNKNOWN_KEPT_SECONDS : KEPT_SECONDS;
  const latest = [record.checkedAt, record.leaseUntil ?? ''].sort().at(-1);
  return {
    ...Object.fromEntries(written),
    sealed: sealer.seal(JSON.stringify({ number, failReason }), key),
    ttl: epochSeconds(addSeconds(new Date(latest || 0), keptSeconds)),
  };
};

type Options = Readonly<{ documents: Documents; table: string; sealer: Sealer; lookup: LookupKeys }>;

/**
 * Items of the bindings table, `A#<first letter of the key>` / `<key>`. While `lookupKey` changes a record may still lie under the
 * other key: it is read there, and written under the present one.
 */
export const createDynamoReportRegistry = (options: Options): ReportRegistry => {
  const { documents, table, sealer, lookup } = options;
  /** The record of an item; a part that cannot be opened is told, and missing. */
  const foundAt = (number: E164, item: Attributes): ReportRecord => {
    const { sealed: _sealed, ...parsed } = v.parse(Item, item);
    const isPresent = parsed.sk === lookup('party', number);
    return {
      ...recordOf(parsed),
      number,
      failReason: reportOf(sealer, item)?.failReason,
      ...(isPresent ? {} : { version: 0 }),
    };
  };
  return {
    async read(numbers) {
      const keysOf = (number: E164) => lookupsOf(lookup).map((each) => each('party', number));
      const keys = numbers.flatMap((number) => keysOf(number).map(keyOfReport));
      const items = await batchGetAll(documents, { purpose: 'reading reports of numbers', table, keys });
      const bySk = new Map(items.map((item) => [String(item['sk']), item]));
      return new Map(
        numbers.flatMap((number) => {
          // The present key is the last one.
          const item = keysOf(number)
            .reverse()
            .map((key) => bySk.get(key))
            .find((found) => found !== undefined);
          return item === undefined ? [] : [[number, foundAt(number, item)] as const];
        }),
      );
    },

    async write(record) {
      const next = { ...record, version: record.version + 1 };
      const { written } = await documents.put({
        purpose: 'storing the report of a number',
        table,
        item: itemOfReport(options, next),
        ...unchanged(record),
      });
      return written ? next : undefined;
    },

    async remove(record) {
      const { written } = await documents.remove({
        purpose: 'removing the report of a number',
        table,
        key: keyOfReport(lookup('party', record.number)),
        ...unchanged(record),
      });
      return written;
    },
  };
};

/** The condition that the stored record is the one that was read. */
const unchanged = ({ version }: ReportRecord) =>
  version === 0
    ? { condition: 'attribute_not_exists(pk)' }
    : { condition: '#version = :version', names: { '#version': 'version' }, values: { ':version': version } };
