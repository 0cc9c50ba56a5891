import * as v from 'valibot';
import { bindingIdOf } from '../../bindings/dynamo/binding-keys.ts';
import { findBindingIdOfCall } from '../../bindings/dynamo/find-binding-id.ts';
import type { BindingStore } from '../../bindings/model/binding-store.ts';
import { type Clock, iso } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryPages } from '../../storage/query-all.ts';
import type { FactSources } from './facts-of-change.ts';
import type { LiveOn } from './number-facts.ts';

type Options = Readonly<{
  documents: Documents;
  /** That of the bindings. */
  table: string;
  lookup: LookupKeys;
  clock: Clock;
  bindings: Pick<BindingStore, 'get'>;
}>;

/** So many bindings are named in the event of a lost number. */
const MOST_NAMED = 100;

const Entry = v.object({ pk: v.string() });

/** The binding of a record and the bindings on a number, from the bindings table. */
export const dynamoFactSources = (options: Options): Pick<FactSources, 'bindingOf' | 'liveOn'> => ({
  async bindingOf(record) {
    const bindingId = await findBindingIdOfCall(options, record);
    const found = bindingId === undefined ? undefined : await options.bindings.get(bindingId);
    return found && { bindingId: found.binding.bindingId, reference: found.binding.reference };
  },

  liveOn: (numberId) => liveOn(options, numberId),
});

const liveOn = async ({ documents, table, clock }: Options, numberId: string): Promise<LiveOn> => {
  const pages = queryPages(documents, {
    purpose: 'listing the bindings on a lost number',
    table,
    index: 'live-until-index',
    where: 'liveX = :value AND liveUntil > :now',
    values: { ':value': numberId, ':now': iso(clock()) },
  });
  const bindingIds: string[] = [];
  let liveBindings = 0;
  for await (const { items, count } of pages) {
    liveBindings += count;
    const free = MOST_NAMED - bindingIds.length;
    bindingIds.push(...items.slice(0, free).map((item) => bindingIdOf(v.parse(Entry, item).pk)));
  }
  return { liveBindings, bindingIds };
};
