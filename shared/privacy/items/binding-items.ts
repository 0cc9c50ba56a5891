import * as v from 'valibot';
import { recordOf } from '../../bindings/dynamo/binding-item.ts';
import { asOf } from '../../bindings/lifecycle/lifecycle.ts';
import { attributionIdOf, Binding, isLiveStatus } from '../../bindings/model/binding.ts';
import type { BindingRecord, BindingStore } from '../../bindings/model/binding-store.ts';
import { bindingView } from '../../bindings/model/binding-view.ts';
import type { Release } from '../../bindings/unbind/release-binding.ts';
import { type Clock, iso } from '../../kernel/clock.ts';
import { ERASED_NUMBER } from '../../kernel/e164.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { erasedBinding, rolesIn } from '../erased-records.ts';
import type { EraseOrder, Left, LookAtItem } from '../found-item.ts';
import type { Person } from '../person.ts';
import { changeSealed } from './erase-sealed.ts';

export type BindingItemsDeps = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  bindings: Pick<BindingStore, 'get' | 'replace'>;
  release: (bindingId: string) => Promise<Release>;
  clock: Clock;
  logger: Logger;
}>;

/** A binding, `B#...`. */
export const lookAtBinding =
  (deps: BindingItemsDeps): LookAtItem =>
  async (item, person) => {
    const record = asOf(recordOf(deps.sealer, item), deps.clock());
    if (!person.isNamedIn(record)) return undefined;
    const { binding } = record;
    const isLive =
      isLiveStatus(binding.status) && person.isNamedIn(withoutFormerCallee(record, deps.clock()));
    return {
      kind: 'binding',
      id: binding.bindingId,
      madeAt: binding.createdAt,
      record: async () => bindingView(binding, deps.clock()),
      erase: (order) => eraseBinding(deps, record, person, order),
      ...(isLive ? { left: 'live', roles: rolesIn(binding, person) } : {}),
    };
  };

/** The first look at a binding: it is ended if that is wanted, and the walk learns that the person is, or was, in it. */
export const prepareBinding =
  (deps: BindingItemsDeps): LookAtItem =>
  async (item, person) => {
    const { binding } = asOf(recordOf(deps.sealer, item), deps.clock());
    if (!person.isNamedIn(binding)) return undefined;
    const id = attributionIdOf(binding);
    const since = sinceIn(binding, person);
    if (id !== undefined && since !== undefined) person.memberships.set(id, since);
    return {
      kind: 'binding',
      id: binding.bindingId,
      madeAt: binding.createdAt,
      record: async () => undefined,
      erase: async ({ endLive }) => {
        const isHis = isLiveStatus(binding.status) && since !== undefined;
        return endLive && isHis ? endBinding(deps, binding.bindingId) : 'live';
      },
    };
  };

/** Since when the person is A or B of a binding, empty where it is from its beginning on; `undefined`: neither. */
const sinceIn = ({ a, b, joined }: Binding, { number }: Person): string | undefined => {
  if (a === number) return joined?.a ?? '';
  return b === number ? (joined?.b ?? '') : undefined;
};

const endBinding = async (
  { release, logger }: BindingItemsDeps,
  bindingId: string,
): Promise<'erased' | Left> => {
  try {
    const { kind } = await release(bindingId);
    return kind === 'accepted' ? 'being-ended' : 'erased';
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'store-unavailable') throw error;
    logger.warn('binding-not-ended-for-erasure', { bindingId, code: error.code });
    return 'live';
  }
};

const eraseBinding = async (
  deps: BindingItemsDeps,
  record: BindingRecord,
  person: Person,
  { endLive }: EraseOrder,
): Promise<'erased' | Left> => {
  const { bindings, clock } = deps;
  if (!isLiveStatus(record.binding.status)) return eraseEnded(deps, record, person);
  const { revision: _revision, ...quiet } = withoutFormerCallee(record, clock());
  // It is somebody else's binding, and the person was its temporary callee for a while.
  if (!person.isNamedIn(quiet)) return (await bindings.replace(record, quiet)) ? 'erased' : 'changed';
  if (!endLive) return 'live';
  const { bindingId } = record.binding;
  const outcome = await endBinding(deps, bindingId);
  if (outcome !== 'erased') return outcome;
  const ended = await bindings.get(bindingId);
  return ended === undefined ? 'erased' : eraseEnded(deps, ended, person);
};

const eraseEnded = async (
  { bindings }: BindingItemsDeps,
  record: BindingRecord,
  person: Person,
): Promise<'erased' | Left> => {
  const { binding, dueAt, change, openBind, openChange, attemptAt } = record;
  if (isLiveStatus(binding.status)) return 'live';
  // The sweeper needs the numbers to take away what may still turn up.
  if (dueAt !== undefined || change !== undefined || openBind !== undefined || openChange !== undefined)
    return 'being-ended';
  const content = {
    binding: erasedBinding(binding, person),
    ...(attemptAt === undefined ? {} : { attemptAt }),
  };
  return (await bindings.replace(record, content)) === undefined ? 'changed' : 'erased';
};

/** A record whose temporary callee is not there any more, where his time is up. */
const withoutFormerCallee = (record: BindingRecord, now: Date): BindingRecord => {
  const { temporaryCallee, ...binding } = record.binding;
  if (temporaryCallee === undefined || temporaryCallee.expiresAt > iso(now)) return record;
  return { ...record, binding: v.parse(Binding, binding) };
};

const Lock = v.object({
  pk: v.string(),
  bindingId: v.string(),
  leaseUntil: v.string(),
  answer: v.optional(v.string()),
});

/** The lock of a request, `K#...`: its first answer holds numbers, and the key of a pair is made of them. */
export const lookAtLock =
  (deps: BindingItemsDeps): LookAtItem =>
  async (item, person) => {
    const lock = v.parse(Lock, item);
    const context = lock.pk.slice('K#'.length);
    const answer =
      lock.answer === undefined
        ? undefined
        : openItem(deps.sealer, Binding, { kind: 'answer', id: context, sealed: lock.answer, context });
    if (answer !== undefined && !person.isNamedIn(answer)) return undefined;
    const record = await deps.bindings.get(lock.bindingId);
    const isAbout = answer !== undefined || (record !== undefined && isOf(record, person));
    if (!isAbout) return undefined;
    return {
      kind: 'request-lock',
      id: lock.bindingId,
      madeAt: (answer ?? record?.binding)?.createdAt ?? '',
      record: async () => ({ bindingId: lock.bindingId, repeatsAreAnswered: answer !== undefined }),
      erase: () => eraseLock(deps, item, { lock, answer, record }, person),
    };
  };

/** Whether the person is in a binding, or was until an erasure: the lock goes after it. */
const isOf = ({ binding }: BindingRecord, person: Person): boolean =>
  person.isNamedIn(binding) || binding.a === ERASED_NUMBER || binding.b === ERASED_NUMBER;

type LockParts = Readonly<{
  lock: v.InferOutput<typeof Lock>;
  answer: Binding | undefined;
  record: BindingRecord | undefined;
}>;

const eraseLock = async (
  deps: BindingItemsDeps,
  item: Attributes,
  { lock, answer, record }: LockParts,
  person: Person,
): Promise<'erased' | Left> => {
  const { documents, table, sealer } = deps;
  if (record !== undefined && isLiveStatus(record.binding.status)) return 'live';
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
