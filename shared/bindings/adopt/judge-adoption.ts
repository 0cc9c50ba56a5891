import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { hasCode } from '../../kernel/errors.ts';
import type { PeopleByField } from '../../numbers/own-numbers.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { type ReadBlocks, refuseBlocked } from '../blocks/read-blocks.ts';
import type { AdoptedLife } from '../lifecycle/adoption.ts';
import { type BindingTerms, callbackNumberOf, isActive } from '../model/binding.ts';
import type { BindingStore } from '../model/binding-store.ts';
import { ownerOf } from '../reconcile/owner-of.ts';
import { type NumberName, numberName } from '../reconcile/reconcile-report.ts';
import { lifeThere, termsThere } from './adopted-terms.ts';
import type { AdoptionLine, AdoptionVerdict } from './adoption.ts';
import { lineDifferences } from './line-differences.ts';
import { ownedVerdict } from './owned.ts';
import { isKnown, type KnownThere, seenThere, type There } from './seen-there.ts';

/** The dependencies of the judgement. */
export type JudgeDeps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  refuseOwnNumbers: (people: PeopleByField) => Promise<void>;
  readBlocks: ReadBlocks;
  lookup: LookupKeys;
  clock: Clock;
}>;

/** The app of an order, what it works on, and the numbers of its pool. */
export type AdoptingApp = There & Readonly<{ app: string; pool: ReadonlySet<E164> }>;

/** A binding that only the platform has, and that may be adopted as far as it and its people go. */
export type Adoptable = Readonly<{
  theirs: KnownThere;
  number: NumberName;
  /** Without their life time: what is reserved stands until it is released. */
  terms: BindingTerms;
  life: (AdoptedLife & Readonly<{ ttlSeconds: number }>) | undefined;
}>;

/**
 * Looks at a binding of the platform: whether it is nobody's here, and whether it is as the line says.
 *
 * @throws {AppError} when the platform or the store could not be asked.
 */
export const judgeAdoption = async (
  deps: JudgeDeps,
  of: AdoptingApp,
  line: AdoptionLine,
): Promise<AdoptionVerdict | Adoptable> => {
  const theirs = await seenThere(of, line);
  if (theirs === undefined) return { outcome: 'gone-there' };
  if (!isKnown(theirs)) return { outcome: 'not-told' };
  const number = numberName(theirs.x, deps.lookup('private-number', theirs.x));
  const refused = (await ofOwner(deps, of.app, theirs, line)) ?? (await adoptionRefusal(deps, of, theirs));
  if (refused !== undefined) return { ...refused, number };
  const life = lifeThere(of.mode, theirs, line, deps.clock());
  const differences = lineDifferences(line, of.mode, theirs);
  if (life === 'differs' || differences.length > 0)
    return {
      outcome: 'line-differs',
      number,
      differences: [...differences, ...(life === 'differs' ? ['expiresAt'] : [])],
    };
  return { theirs, number, terms: termsThere(theirs, line), life };
};

/** `undefined`: nobody's here. */
const ofOwner = async (
  deps: JudgeDeps,
  app: string,
  theirs: KnownThere,
  line: AdoptionLine,
): Promise<AdoptionVerdict | undefined> => {
  const owner = await ownerOf(deps, app, theirs);
  switch (owner.kind) {
    case 'unknown':
      return undefined;
    case 'in-progress':
      return { outcome: 'in-progress' };
    case 'late':
      return { outcome: 'late-there', bindingId: owner.bindingId };
    case 'owned':
      return ofOwned(deps, owner.bindingId, line);
  }
};

const ofOwned = async (
  { bindings, clock }: JudgeDeps,
  bindingId: string,
  line: AdoptionLine,
): Promise<AdoptionVerdict> => {
  const binding = (await bindings.get(bindingId))?.binding;
  const lives = binding !== undefined && isActive(binding, clock());
  return lives ? ownedVerdict(binding, line) : { outcome: 'ended-here', bindingId };
};

/**
 * Why these people may not be bound on that X by an adoption; `undefined`: they may.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const adoptionRefusal = async (
  { refuseOwnNumbers, readBlocks }: JudgeDeps,
  { app, pool }: AdoptingApp,
  { a, b, x, callback }: KnownThere,
): Promise<AdoptionVerdict | undefined> => {
  if (!pool.has(x)) return { outcome: 'number-unknown' };
  const people = { a, b, 'callback.number': callbackNumberOf({ callback }) };
  try {
    await refuseOwnNumbers(people);
    refuseBlocked((await readBlocks(people, [app]))(app));
    return undefined;
  } catch (error) {
    if (hasCode(error, 'party-blocked')) return { outcome: 'party-blocked' };
    if (hasCode(error, 'invalid-request')) return { outcome: 'own-number' };
    throw error;
  }
};
