import { iso } from '../../kernel/clock.ts';
import { keepExtension } from '../allocation/keep-extension.ts';
import type { ResolvePending } from '../bind/resolve-pending.ts';
import { adopted, adopting } from '../lifecycle/adoption.ts';
import type { PendingBinding } from '../model/binding.ts';
import { type BindingRecord, type BindingStore, hasStatus } from '../model/binding-store.ts';
import { bindingsOfPair } from '../read/bindings-of-pair.ts';
import type { Adoption, AdoptionLine, AdoptionVerdict } from './adoption.ts';
import {
  type Adoptable,
  type AdoptingApp,
  adoptionRefusal,
  type JudgeDeps,
  judgeAdoption,
} from './judge-adoption.ts';
import { ownedVerdict } from './owned.ts';
import { lockPair, type PairLockDeps } from './pair-lock.ts';
import type { Promised } from './promised.ts';
import { isSameThere, seenThere } from './seen-there.ts';

/** The dependencies of an adoption. */
export type AdoptBindingDeps = JudgeDeps &
  PairLockDeps &
  Readonly<{
    bindings: BindingStore;
    /** Ends an adoption that comes to nothing, as the sweeper does it where the adopter is gone. */
    resolve: ResolvePending;
  }>;

/** How it is adopted: `by` is the operator, where he gave his name; with `promised` it is only said whether it would be. */
export type HowToAdopt = Readonly<{ promised: Promised | undefined; by: string | undefined }>;

/**
 * Takes a binding over that the platform has and nobody here made: with its id, its people and its numbers, and without a request that
 * changes anything there. ADR 68 has the order of the writes, and what a crash between two of them leaves.
 *
 * @throws {AppError} when the platform or the store could not be asked; the sweeper ends what was begun.
 */
export const adoptBinding = async (
  deps: AdoptBindingDeps,
  of: AdoptingApp,
  line: AdoptionLine,
  how: HowToAdopt,
): Promise<Adoption> => {
  const { subscriptionId } = line;
  const judged = await judgeAdoption(deps, of, line);
  if ('outcome' in judged) return { subscriptionId, ...judged };
  const { number } = judged;
  const binding = pendingOf(deps, of, line, judged, how.by);
  const held = await heldBefore(deps, line, binding);
  if (held !== undefined) return { subscriptionId, number, ...held };
  if (how.promised !== undefined) return { subscriptionId, number, ...how.promised.verdictOn(binding) };
  return { subscriptionId, number, ...(await underLock(deps, of, line, judged, binding)) };
};

type Placed = PendingBinding & Pick<Adoptable['theirs'], 'x'>;

const pendingOf = (
  { newId, clock }: AdoptBindingDeps,
  { app, mode }: AdoptingApp,
  { reference }: AdoptionLine,
  { theirs: { a, b, x, extension }, terms }: Adoptable,
  createdBy: string | undefined,
): Placed => ({
  bindingId: newId(),
  app,
  mode,
  status: 'pending',
  a,
  ...(b === undefined ? {} : { b }),
  x,
  ...(extension === undefined ? {} : { extension }),
  ...(reference === undefined ? {} : { reference }),
  terms,
  createdAt: iso(clock()),
  version: 1,
  ...(createdBy === undefined ? {} : { createdBy }),
});

/** The binding of ours in the way: one of the same pair and reference, or one that has X for one of these people. */
const heldBefore = async (
  deps: AdoptBindingDeps,
  line: AdoptionLine,
  binding: Placed,
): Promise<AdoptionVerdict | undefined> => {
  const { reservations, lookup } = deps;
  const xKey = lookup('private-number', binding.x);
  const [pair, owners] = await Promise.all([
    reservations.of(binding),
    reservations.ownersOn(binding.app, [xKey]),
  ]);
  const twins = await bindingsOfPair(deps, binding, pair);
  const twin = twins.find((record) => hasStatus(record, 'active'));
  if (twin !== undefined) return ofTwin(twin, line);
  if (twins.length > 0) return { outcome: 'in-progress' };
  const onX = [...pair.a, ...pair.b, ...owners].find(({ x, freeAt }) => x === xKey && freeAt === undefined);
  return onX && { outcome: 'held-here', bindingId: onX.bindingId };
};

const ofTwin = ({ binding }: BindingRecord, line: AdoptionLine): AdoptionVerdict =>
  binding.subscriptionId === line.subscriptionId
    ? ownedVerdict(binding, line)
    : { outcome: 'pair-held', bindingId: binding.bindingId };

const underLock = async (
  deps: AdoptBindingDeps,
  of: AdoptingApp,
  line: AdoptionLine,
  found: Adoptable,
  binding: Placed,
): Promise<AdoptionVerdict> => {
  const lock = await lockPair(deps, binding);
  if (lock === 'in-progress') return { outcome: lock };
  if ('binding' in lock) return ofTwin(lock, line);
  try {
    const held = await heldBefore(deps, line, binding);
    if (held !== undefined) return held;
    const verdict = await makeOurs(deps, of, line, found, binding);
    if (verdict.outcome === 'adopted') await lock.handOver(binding);
    return verdict;
  } finally {
    await lock.drop();
  }
};

/** Stored first, so that what is reserved is released by somebody, whatever happens. */
const makeOurs = async (
  deps: AdoptBindingDeps,
  of: AdoptingApp,
  line: AdoptionLine,
  found: Adoptable,
  binding: Placed,
): Promise<AdoptionVerdict> => {
  const { bindings, resolve, clock } = deps;
  const record = await bindings.create(adopting(binding, clock()));
  if (record === undefined) return { outcome: 'in-progress' };
  try {
    const verdict = await reserveAndLook(deps, of, line, found, binding, record);
    if (verdict.outcome !== 'adopted') await resolve(record);
    return verdict;
  } catch (error) {
    // Only under its revision: the last write may have been carried out. Where this fails the sweeper does it.
    await resolve(record).catch(() => undefined);
    throw error;
  }
};

/**
 * Nobody of ours can get between the reservations and the last write; the last looks are for those who bind past us, and at the
 * blocks: one that was set since the first look finds this binding by its reservations, if they were there already.
 */
const reserveAndLook = async (
  deps: AdoptBindingDeps,
  of: AdoptingApp,
  line: AdoptionLine,
  { theirs, life }: Adoptable,
  binding: Placed,
  record: BindingRecord<PendingBinding>,
): Promise<AdoptionVerdict> => {
  const { bindings, reservations, clock } = deps;
  const { bindingId, x, extension, terms } = binding;
  if (!(await reservations.reserve(binding, x, clock(), true))) return { outcome: 'held-here' };
  if (extension !== undefined && (await keepExtension(deps, binding, { x, extension })) !== 'kept')
    return { outcome: 'held-here' };
  const again = await seenThere(of, line);
  if (again === undefined || !isSameThere(theirs, again)) return { outcome: 'changed-there' };
  const refused = await adoptionRefusal(deps, of, theirs);
  if (refused !== undefined) return refused;
  const { y, subscriptionId } = theirs;
  const live = adopted(
    {
      ...binding,
      status: 'active',
      subscriptionId,
      y,
      terms: life === undefined ? terms : { ...terms, ttlSeconds: life.ttlSeconds },
    },
    life,
  );
  const stored = await bindings.replace(record, live);
  return stored === undefined ? { outcome: 'in-progress' } : { outcome: 'adopted', bindingId };
};
