import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import type { Documents } from '../storage/documents.ts';
import { queryAll } from '../storage/query-all.ts';
import { EXPORT_STEPS, type ExportDay, type ExportDays } from './export-days.ts';

type Options = Readonly<{ documents: Documents; table: string }>;

/** Longer than a day can be exported again. */
const KEPT_SECONDS = 400 * 24 * 3600;

const PARTITION = 'EXPORTS';

const Place = v.object({ step: v.picklist(EXPORT_STEPS), after: v.optional(v.string()), part: v.number() });
const Counts = v.object({
  calls: v.number(),
  messages: v.number(),
  bindings: v.number(),
  unreadable: v.number(),
});
const Item = v.object({
  sk: v.string(),
  place: Place,
  counts: Counts,
  again: v.optional(v.boolean(), false),
  leaseUntil: v.optional(v.string()),
  finishedAt: v.optional(v.string()),
  revision: v.number(),
});

/** The days of exports beside the calls, an item each. They are about nobody. */
export const createDynamoExportDays = ({ documents, table }: Options): ExportDays => ({
  async list(from) {
    const items = await queryAll(documents, {
      purpose: 'listing exported days',
      table,
      where: 'pk = :pk AND sk >= :from',
      values: { ':pk': PARTITION, ':from': from },
    });
    return items.map((item) => {
      const { sk, leaseUntil, finishedAt, ...day } = v.parse(Item, item);
      return { day: sk, ...day, leaseUntil, finishedAt };
    });
  },

  async save(day) {
    const stored = { ...day, revision: day.revision + 1 };
    const { written } = await documents.put({
      purpose: 'storing how far an export is',
      table,
      item: itemOf(stored),
      ...(day.revision === 0
        ? { condition: 'attribute_not_exists(pk)' }
        : { condition: 'revision = :revision', values: { ':revision': day.revision } }),
    });
    return written ? stored : undefined;
  },
});

const itemOf = ({ day, place, counts, again, leaseUntil, finishedAt, revision }: ExportDay) => {
  const { after, ...at } = place;
  return {
    pk: PARTITION,
    sk: day,
    place: after === undefined ? at : { ...at, after },
    counts,
    again,
    revision,
    ...(leaseUntil === undefined ? {} : { leaseUntil }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ttl: epochSeconds(addSeconds(new Date(day), KEPT_SECONDS)),
  };
};
