import * as v from 'valibot';
import { bindingIdOf } from '../../bindings/dynamo/binding-keys.ts';
import { findBindingIdOfCall } from '../../bindings/dynamo/find-binding-id.ts';
import type { BindingStore } from '../../bindings/model/binding-store.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import type { FactSources } from './facts-of-change.ts';

type Options = Readonly<{
  documents: Documents;
  /** That of the bindings. */
  table: string;
  lookup: LookupKeys;
  bindings: Pick<BindingStore, 'get'>;
}>;

const Entry = v.object({ pk: v.string() });

/** The binding of a record and the bindings on a number, from the bindings table. */
export const dynamoFactSources = (options: Options): Pick<FactSources, 'bindingOf' | 'liveOn'> => ({
  async bindingOf(record) {
    const bindingId = await findBindingIdOfCall(options, record);
    const found = bindingId === undefined ? undefined : await options.bindings.get(bindingId);
    return found && { bindingId: found.binding.bindingId, reference: found.binding.reference };
  },

  liveOn: (numberId, at) => liveOn(options, numberId, at),
});

const liveOn = async (
  { documents, table }: Options,
  numberId: string,
  at: string,
): Promise<readonly string[]> => {
  const items = await queryAll(documents, {
    purpose: 'listing the bindings on a lost number',
    table,
    index: 'live-until-index',
    where: 'liveX = :value AND liveUntil > :at',
    values: { ':value': numberId, ':at': at },
  });
  return items.map((item) => bindingIdOf(v.parse(Entry, item).pk));
};
