import type { Clock } from '../../kernel/clock.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { isAdoptionGivenUp } from '../lifecycle/adoption.ts';
import { isLiveStatus } from '../model/binding.ts';
import type { PlatformBinding } from '../model/binding-platform.ts';
import {
  type BindingPlace,
  type BindingRecord,
  type BindingStore,
  hasStatus,
} from '../model/binding-store.ts';
import { peopleOf, reservingPartiesOf } from '../model/mode-rules.ts';
import { isOpen } from '../model/open-request.ts';

type Deps = Readonly<{ bindings: BindingStore; reservations: Reservations; clock: Clock }>;

/**
 * The owner of a binding of the platform. `owned`: this binding of ours has its id. `late`: a bind of this binding of ours was
 * applied after we had ended it or given it up. `in-progress`: a bind that is not over may have made it. `unknown`: nobody's.
 */
export type Ownership =
  | Readonly<{ kind: 'owned' | 'late'; bindingId: string }>
  | Readonly<{ kind: 'in-progress' | 'unknown' }>;

/**
 * Tells whose a binding of the platform is. That nothing of ours lives for its parties on its X is read consistently, from
 * their reservations; an index, which lags, shows bindings only that have ended.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const ownerOf = async (deps: Deps, app: string, theirs: PlatformBinding): Promise<Ownership> => {
  const { bindings, clock } = deps;
  const { subscriptionId } = theirs;
  const known = await bindings.bySubscription(app, subscriptionId);
  if (known !== undefined) return { kind: 'owned', bindingId: known.binding.bindingId };
  const near = await onTheirNumber(deps, app, theirs);
  const owner = near.find(({ binding }) => binding.subscriptionId === subscriptionId);
  if (owner !== undefined) return { kind: 'owned', bindingId: owner.binding.bindingId };
  if (near.some((record) => hasStatus(record, 'pending'))) return { kind: 'in-progress' };
  if (near.some((record) => !hasEnded(record))) return { kind: 'unknown' };
  const former =
    near.find((record) => isOf(record, app, theirs)) ??
    (await changedOf(deps, near, app, theirs)) ??
    (await formerOf(deps, app, theirs));
  if (former === undefined) return { kind: 'unknown' };
  // While the request is open the sweeper looks for it.
  if (isOpen(former.openBind, clock())) return { kind: 'in-progress' };
  return { kind: 'late', bindingId: former.binding.bindingId };
};

/** Bindings of ours that hold or held that X for these parties, and those for which the platform is choosing one. */
const onTheirNumber = async (
  { bindings, reservations }: Deps,
  app: string,
  { a, b, x }: PlatformBinding,
): Promise<readonly BindingRecord[]> => {
  if (a === undefined || x === undefined) return [];
  // First: a chosen X is reserved before its choice ends.
  const choosing = await reservations.choosing({ app, mode: 'AXB', a });
  const holders = await reservations.lastHoldersOn({ app, a, b }, x);
  const records = await bindings.getAll([...new Set([...choosing, ...holders])]);
  return records.filter((record) => (record.binding.x ?? x) === x && !isAdoptionGivenUp(record));
};

/**
 * The ended binding for which these people, all of them, had X last: a change has brought others since. Only where one binding
 * has an X for two of them, or alone: who shares an X may have had it for another one.
 */
const changedOf = async (
  { reservations }: Deps,
  near: readonly BindingRecord[],
  app: string,
  { a, b, x }: PlatformBinding,
): Promise<BindingRecord | undefined> => {
  if (a === undefined || x === undefined) return undefined;
  for (const record of near) {
    const { binding } = record;
    const pair = { app, mode: binding.mode, a, b };
    const isTold = reservingPartiesOf(pair).length === 2 && (b === undefined || peopleOf(pair).includes(b));
    // Reservations know no sides.
    const isSwapped = binding.a === b || binding.b === a;
    if (!isTold || isSwapped || binding.app !== app) continue;
    if ((await reservations.lastHolderForAll(pair, x)) === binding.bindingId) return record;
  }
  return undefined;
};

const PAGE = 100;

/** The newest binding of A that has ended and that this may be the late bind of. */
const formerOf = async (
  { bindings }: Deps,
  app: string,
  theirs: PlatformBinding,
): Promise<BindingRecord | undefined> => {
  const { a } = theirs;
  if (a === undefined) return undefined;
  let after: BindingPlace | undefined;
  do {
    const places = await bindings.places({ a }, PAGE, after);
    const records = await bindings.getAll(places.map(({ bindingId }) => bindingId));
    const former = records.find((record) => isOf(record, app, theirs));
    if (former !== undefined) return former;
    after = places.length === PAGE ? places.at(-1) : undefined;
  } while (after !== undefined);
  return undefined;
};

const hasEnded = ({ binding }: BindingRecord): boolean => !isLiveStatus(binding.status);

/**
 * True for an ended binding that has just these parties on this X; an X that the platform was to choose and an extension
 * that nobody was told may be any. Half an AXYB binding has no B. An adoption that was given up sent nothing.
 */
const isOf = (record: BindingRecord, app: string, theirs: PlatformBinding): boolean => {
  const { binding } = record;
  const { a, b, x = theirs.x, extension = theirs.extension } = binding;
  const mayLackB = binding.mode === 'AXYB' && (b === undefined || theirs.b === undefined);
  return (
    hasEnded(record) &&
    !isAdoptionGivenUp(record) &&
    binding.app === app &&
    theirs.x !== undefined &&
    a === theirs.a &&
    x === theirs.x &&
    extension === theirs.extension &&
    (mayLackB || b === theirs.b)
  );
};
