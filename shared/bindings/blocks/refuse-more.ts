import { addSeconds, iso } from '../../kernel/clock.ts';
import type { PeopleByField } from '../../numbers/own-numbers.ts';
import { type Binding, callbackNumberOf } from '../model/binding.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import { type ReadBlocks, refuseBlocked } from './read-blocks.ts';

/** Stands before the field of one who is not there yet. */
const COMING = 'coming ';

/** The people whom a change brings to a side on which they are not, by the field that names each. */
export const newcomersByField = ({ a, b, terms }: Binding, change: BindingChange): PeopleByField => {
  const callback = callbackNumberOf(change);
  return {
    a: change.a === a ? undefined : change.a,
    b: change.b === b ? undefined : (change.b ?? undefined),
    'callback.number': callback === callbackNumberOf(terms) ? undefined : callback,
  };
};

/**
 * Refuses a change by which a person who is blocked comes into a binding, or by which a binding that has one gives more: another person on any side, or a
 * longer life. Another person in the place of the blocked one may be his other phone, so that is refused as well. Everything else may be
 * changed: who is blocked loses nothing by it. Nothing is read where a change gives nothing more.
 *
 * @throws {AppError} `party-blocked` naming the side of each; `store-unavailable`.
 */
export const refuseMoreForBlocked = async (
  readBlocks: ReadBlocks,
  binding: Binding,
  change: BindingChange,
  now: Date,
): Promise<void> => {
  const newcomers = newcomersByField(binding, change);
  const bringsSomebody = Object.values(newcomers).some((person) => person !== undefined);
  if (!bringsSomebody && !opensSideB(binding, change) && !isLonger(binding, change, now)) return;
  const { app } = binding;
  // A side may have two of them; one read is enough for all.
  const coming = Object.entries(newcomers).map(([field, person]) => [`${COMING}${field}`, person]);
  const people: PeopleByField = { ...presentByField(binding, change), ...Object.fromEntries(coming) };
  const blockedIn = await readBlocks(people, [app]);
  refuseBlocked([...new Set(blockedIn(app).map((field) => field.replace(COMING, '')))]);
};

/** Those who are there, but for whom the change takes away and puts nobody in the place of: they have no part in what others get. */
const presentByField = ({ a, b, terms }: Binding, change: BindingChange): PeopleByField => {
  const becomesTone = change.callback !== undefined && callbackNumberOf(change) === undefined;
  return {
    a,
    b: change.b === null ? undefined : b,
    'callback.number': becomesTone ? undefined : callbackNumberOf(terms),
  };
};

/** Refuses another callee for an A who is blocked. One in the place of a callee who is blocked is welcome: it takes him away. @throws {AppError} as above. */
export const refuseCalleeOfBlocked = async (readBlocks: ReadBlocks, { app, a }: Binding): Promise<void> => {
  const blockedIn = await readBlocks({ a }, [app]);
  refuseBlocked(blockedIn(app));
};

/** AXYB without B joins A with whoever calls; one that names its B binds him anew where his Y is over. */
const opensSideB = ({ mode, b }: Binding, change: BindingChange): boolean =>
  (change.b === null && b !== undefined) || (mode === 'AXYB' && change.b !== undefined && change.b !== null);

const isLonger = (
  { expiresAt, terms }: Binding,
  { ttlSeconds, callbackTtlSeconds }: BindingChange,
  now: Date,
): boolean => {
  // Without one A reaches the last caller as long as there can be.
  const { callbackTtlSeconds: former = Number.POSITIVE_INFINITY } = terms;
  if (callbackTtlSeconds !== undefined && callbackTtlSeconds > former) return true;
  if (ttlSeconds === undefined || expiresAt === undefined) return false;
  return ttlSeconds === null || iso(addSeconds(now, ttlSeconds)) > expiresAt;
};
