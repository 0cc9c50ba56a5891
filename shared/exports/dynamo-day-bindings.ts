import * as v from 'valibot';
import { recordOf } from '../bindings/dynamo/binding-item.ts';
import { type Clock, epochSeconds } from '../kernel/clock.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Documents } from '../storage/documents.ts';
import type { ReadExportPage } from './export-page.ts';
import { dayOf } from './export-row.ts';
import type { MakeRowCells } from './number-cells.ts';
import { bindingEndAt, bindingRow } from './record-rows.ts';

type Deps = Readonly<{
  documents: Pick<Documents, 'scan'>;
  table: string;
  sealer: Sealer;
  cellsOf: MakeRowCells;
  clock: Clock;
}>;

/** Items of a page; DynamoDB ends one at a megabyte. */
const PAGE = 1000;

const Item = v.object({ pk: v.string(), createdAt: v.optional(v.string(), ''), ttl: v.optional(v.number()) });
const Key = v.object({ pk: v.string(), sk: v.string() });
const Place = v.pipe(v.string(), v.parseJson(), Key);

/**
 * Reads the bindings that were made or ended on a day, each as it stands now. No index has the day of an end, so this is a walk over the
 * whole table (ADR 59 has what it costs).
 */
export const createReadDayBindings =
  ({ documents, table, sealer, cellsOf, clock }: Deps): ReadExportPage =>
  async (day, after) => {
    const start = after === undefined ? undefined : v.parse(Place, after);
    const purpose = 'reading the bindings of a day';
    const page = await documents.scan({ purpose, table, limit: PAGE, start });
    const now = clock();
    const candidates = page.items.filter((item) => mayBeOf(v.parse(Item, item), day, now));
    const records = candidates.flatMap((item) => ifReadable(() => recordOf(sealer, item)) ?? []);
    const rows = records
      .filter(({ binding }) =>
        [binding.createdAt, bindingEndAt(binding, now)].some((at) => at?.startsWith(day)),
      )
      .map(({ binding }) => bindingRow(cellsOf, binding, day, now));
    const unreadable = candidates.length - records.length;
    const { next } = page;
    return { rows, unreadable, ...(next === undefined ? {} : { next: JSON.stringify(v.parse(Key, next)) }) };
  };

/** One that was made later was not there on that day. */
const mayBeOf = ({ pk, createdAt, ttl }: v.InferOutput<typeof Item>, day: string, now: Date): boolean =>
  pk.startsWith('B#') && (ttl === undefined || ttl > epochSeconds(now)) && dayOf(createdAt) <= day;
