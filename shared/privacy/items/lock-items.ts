import * as v from 'valibot';
import { Binding, isLiveStatus } from '../../bindings/model/binding.ts';
import type { BindingRecord, BindingStore } from '../../bindings/model/binding-store.ts';
import { ERASED_NUMBER } from '../../kernel/e164.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { erasedBinding } from '../erased-records.ts';
import type { Left, LookAtItem } from '../found-item.ts';
import type { Person } from '../person.ts';
import { changeSealed } from './erase-sealed.ts';

type Deps = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  bindings: Pick<BindingStore, 'get'>;
}>;

const Lock = v.object({
  pk: v.string(),
  bindingId: v.string(),
  leaseUntil: v.string(),
  answer: v.optional(v.string()),
});

/** The lock of a request, `K#...`: its first answer holds numbers, and the key of a pair is made of them. */
export const lookAtLock =
  (deps: Deps): LookAtItem =>
  async (item, person) => {
    const lock = v.parse(Lock, item);
    const context = lock.pk.slice('K#'.length);
    const answer =
      lock.answer === undefined
        ? undefined
        : openItem(deps.sealer, Binding, { kind: 'answer', id: context, sealed: lock.answer, context });
    if (answer !== undefined && !person.isNamedIn(answer)) return undefined;
    const record = await deps.bindings.get(lock.bindingId);
    if (answer === undefined && (record === undefined || !isOf(record, person))) return undefined;
    return {
      kind: 'request-lock',
      id: lock.bindingId,
      madeAt: (answer ?? record?.binding)?.createdAt ?? '',
      record: async () => ({ bindingId: lock.bindingId, repeatsAreAnswered: answer !== undefined }),
      erase: () => eraseLock(deps, item, { lock, answer, record }, person),
    };
  };

/** Whether the person is A or B of a binding, or was until an erasure: the lock of the pair goes after it. */
const isOf = ({ binding: { a, b } }: BindingRecord, { number }: Person): boolean =>
  [a, b].some((party) => party === number || party === ERASED_NUMBER);

type LockParts = Readonly<{
  lock: v.InferOutput<typeof Lock>;
  answer: Binding | undefined;
  record: BindingRecord | undefined;
}>;

const eraseLock = async (
  deps: Deps,
  item: Attributes,
  { lock, answer, record }: LockParts,
  person: Person,
): Promise<'erased' | Left> => {
  const { documents, table, sealer } = deps;
  const isLive = record !== undefined && isLiveStatus(record.binding.status);
  // A first answer may name somebody who has left the binding since; the pair of a lock is that of the binding.
  if (isLive && (answer === undefined || isOf(record, person))) return 'live';
  if (answer !== undefined) {
    // A repeat of the key is still answered, so that it binds nobody anew.
    const written = JSON.stringify(erasedBinding(answer, person));
    const set = { answer: sealer.sealCompact(written, lock.pk.slice('K#'.length)) };
    return changeSealed({ documents, table }, item, { set, attribute: 'answer' });
  }
  const { written } = await documents.remove({
    purpose: 'erasing a person',
    table,
    key: { pk: item['pk'], sk: item['sk'] },
    condition: 'attribute_not_exists(pk) OR (bindingId = :bindingId AND leaseUntil = :leaseUntil)',
    values: { ':bindingId': lock.bindingId, ':leaseUntil': lock.leaseUntil },
  });
  return written ? 'erased' : 'changed';
};
