import * as v from 'valibot';
import { recordOf } from '../../bindings/dynamo/binding-item.ts';
import { isLeased } from '../../bindings/lifecycle/lease.ts';
import { asOf } from '../../bindings/lifecycle/lifecycle.ts';
import { attributionIdOf, Binding, type End, isLiveStatus } from '../../bindings/model/binding.ts';
import type { BindingRecord, BindingStore } from '../../bindings/model/binding-store.ts';
import { bindingView } from '../../bindings/model/binding-view.ts';
import type { EndCallee } from '../../bindings/parties/end-blocked.ts';
import { isEndNeeded, partIn } from '../../bindings/parties/person-bindings.ts';
import { rolesIn } from '../../bindings/parties/roles-in.ts';
import type { TakeBackOpen } from '../../bindings/parties/take-back-open.ts';
import type { IsStillMeant, Release } from '../../bindings/unbind/release-binding.ts';
import { type Clock, iso } from '../../kernel/clock.ts';
import { AppError, hasCode } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Documents } from '../../storage/documents.ts';
import { erasedBinding } from '../erased-records.ts';
import type { EraseOrder, Left, LookAtItem } from '../found-item.ts';
import { mentionIn } from '../mention.ts';
import type { Person } from '../person.ts';

export type BindingItemsDeps = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  bindings: Pick<BindingStore, 'get' | 'replace'>;
  release: (bindingId: string, end: End, known: BindingRecord, isMeant: IsStillMeant) => Promise<Release>;
  endCallee: EndCallee;
  takeBackOpen: TakeBackOpen;
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
    const { roles = [] } = partIn(record, person.number, deps.clock()) ?? {};
    return {
      kind: 'binding',
      id: binding.bindingId,
      madeAt: binding.createdAt,
      record: async () => recordFor(binding, person, deps.clock()),
      erase: (order) => eraseBinding(deps, record, person, order),
      ...(roles.length > 0 ? { left: 'live', roles } : {}),
    };
  };

/** Of a binding of strangers a copy for the person has the words that tell of him, and neither its numbers nor its times. */
const recordFor = (binding: Binding, person: Person, now: Date): unknown => {
  if (rolesIn(binding, person.number).length > 0) return bindingView(binding, now);
  const { bindingId, reference } = binding;
  return {
    bindingId,
    ...(person.isNamedIn(reference) ? { reference } : {}),
    userData: mentionIn(binding, person),
  };
};

/** The first look at a binding: it is ended if that is wanted, and the walk learns that the person is, or was, in it. */
export const prepareBinding =
  (deps: BindingItemsDeps): LookAtItem =>
  async (item, person) => {
    const record = asOf(recordOf(deps.sealer, item), deps.clock());
    const { binding } = record;
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
        return endLive && isHis ? endBinding(deps, record, person) : 'live';
      },
    };
  };

/** Since when the person is A or B of a binding, empty where it is from its beginning on; `undefined`: neither. */
const sinceIn = ({ a, b, joined }: Binding, { number }: Person): string | undefined => {
  if (a === number) return joined?.a ?? '';
  return b === number ? (joined?.b ?? '') : undefined;
};

const ENDED = { ended: 'erased', accepted: 'being-ended', spared: 'changed' } as const;

/** Not one that a change has given to others meanwhile. */
const endBinding = (
  deps: BindingItemsDeps,
  record: BindingRecord,
  { number }: Person,
): Promise<'erased' | Left> =>
  ending(deps, record, async () => {
    const isMeant: IsStillMeant = async (current) => isEndNeeded(partIn(current, number, deps.clock()));
    return ENDED[(await deps.release(record.binding.bindingId, { why: 'erased' }, record, isMeant)).kind];
  });

/** The binding stays with its A. */
const endCallee = (
  deps: BindingItemsDeps,
  record: BindingRecord,
  { number }: Person,
): Promise<'erased' | Left> =>
  ending(deps, record, async () => {
    await deps.endCallee(record.binding, number, undefined);
    return 'erased';
  });

/** A request without an answer may bring the person: the binding ends only where the platform cannot take that back. */
const takeBack = async (
  deps: BindingItemsDeps,
  record: BindingRecord,
  person: Person,
): Promise<'erased' | Left> => {
  try {
    await deps.takeBackOpen(record);
  } catch (error) {
    if (hasCode(error, 'party-blocked')) return endBinding(deps, record, person);
    if (hasCode(error, 'binding-in-progress')) return 'being-ended';
    return ending(deps, record, () => Promise.reject(error));
  }
  const after = await deps.bindings.get(record.binding.bindingId);
  return after === undefined ? 'erased' : eraseMention(deps, after, person);
};

const ending = async (
  { logger }: BindingItemsDeps,
  { binding: { bindingId } }: BindingRecord,
  end: () => Promise<'erased' | Left>,
): Promise<'erased' | Left> => {
  try {
    return await end();
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'store-unavailable') throw error;
    if (error.code === 'version-conflict') return 'changed';
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
  const { binding } = record;
  if (!isLiveStatus(binding.status)) return eraseEnded(deps, record, person);
  const { roles, toCome } = partIn(record, person.number, deps.clock()) ?? { roles: [], toCome: false };
  if (roles.length === 0) return eraseMention(deps, record, person);
  if (!endLive) return 'live';
  if (toCome && binding.status === 'active') return takeBack(deps, record, person);
  const isCallee = roles.every((role) => role === 'temporary-callee');
  const outcome = await (isCallee ? endCallee : endBinding)(deps, record, person);
  if (outcome !== 'erased') return outcome;
  const after = await deps.bindings.get(binding.bindingId);
  if (after === undefined) return 'erased';
  return isCallee ? eraseMention(deps, after, person) : eraseEnded(deps, after, person);
};

/** The binding lives and is somebody else's: only what tells of the person goes, and the platform is asked nothing. */
const eraseMention = async (
  { bindings, clock }: BindingItemsDeps,
  record: BindingRecord,
  person: Person,
): Promise<'erased' | Left> => {
  // A process at work on it would take our write for a change of somebody else.
  if (isLeased(record, clock())) return 'changed';
  const { revision: _revision, ...content } = withoutFormerCallee(record, clock());
  const quiet = { ...content, binding: erasedBinding(content.binding, person) };
  // A change of it without an answer may still bring the person.
  if (person.isNamedIn({ ...quiet, binding: undefined })) return 'being-ended';
  return (await bindings.replace(record, quiet)) ? 'erased' : 'changed';
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
