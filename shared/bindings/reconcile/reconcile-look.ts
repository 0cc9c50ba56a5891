import { addSeconds, type Clock } from '../../kernel/clock.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { type ActiveBinding, type AtPlatform, type EndedBinding, isActive } from '../model/binding.ts';
import type { BindingPlatform, PlatformBinding } from '../model/binding-platform.ts';
import { type BindingRecord, type BindingStore, hasStatus } from '../model/binding-store.ts';
import { EXPIRY_MARGIN_SECONDS, isLeased } from '../model/lifecycle.ts';
import { differencesBetween } from '../read/verify-binding.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  platformOf: (app: string) => BindingPlatform;
  lookup: LookupKeys;
  clock: Clock;
}>;

/** The verdict of a second look at both sides. */
export type LookVerdict =
  | Readonly<{ kind: 'agrees' | 'in-progress' | 'unknown-here' }>
  | Readonly<{ kind: 'ended-here'; record: BindingRecord<AtPlatform<EndedBinding>> }>
  | Readonly<{ kind: 'missing-there'; record: BindingRecord<AtPlatform<ActiveBinding>> }>
  | Readonly<{
      kind: 'different';
      record: BindingRecord<AtPlatform<ActiveBinding>>;
      differences: readonly string[];
    }>;

/** The second look at a suspect. @throws {AppError} when the platform or the store could not be asked. */
export type ReconcileLook = Readonly<{
  /** Looks again at a binding of ours. */
  atOurs(bindingId: string): Promise<LookVerdict>;
  /** Looks again at a binding of the platform that nobody here seems to know. */
  atTheirs(app: string, theirs: PlatformBinding): Promise<LookVerdict>;
}>;

/** The most looks while another request keeps changing the binding, which then takes care of it. */
const LOOKS = 3;

/** The newest bindings of a party that are read: more are hardly pending at once. */
const RECENT = 20;

/**
 * True while a disagreement says nothing: the binding is being made, changed or ended, or its time is all but up, so that
 * the platform's timer may be first.
 */
export const isInProgress = (record: BindingRecord, now: Date): boolean => {
  const { binding, change } = record;
  if (binding.status === 'pending' || binding.status === 'releasing') return true;
  if (binding.status !== 'active') return false;
  const soon = addSeconds(now, EXPIRY_MARGIN_SECONDS);
  return isLeased(record, now) || change !== undefined || !isActive(binding, soon);
};

export const createReconcileLook = (deps: Deps): ReconcileLook => ({
  atOurs: (bindingId) => atOurs(deps, bindingId),

  async atTheirs(app, listed) {
    const { bindings } = deps;
    const { subscriptionId } = listed;
    const theirs = await atPlatform(deps, app, subscriptionId);
    if (theirs === undefined) return { kind: 'agrees' };
    const known = await bindings.bySubscription(app, subscriptionId);
    const near =
      known === undefined ? await candidates(deps, app, { ...listed, ...defined(theirs) }) : [known];
    const owner = near.find(({ binding }) => binding.subscriptionId === subscriptionId);
    if (owner !== undefined) return atOurs(deps, owner.binding.bindingId);
    return { kind: near.some((record) => hasStatus(record, 'pending')) ? 'in-progress' : 'unknown-here' };
  },
});

const atPlatform = async (
  { platformOf }: Deps,
  app: string,
  subscriptionId: string,
): Promise<PlatformBinding | undefined> => {
  const result = await platformOf(app).get(subscriptionId);
  if (result.kind !== 'ok') throw platformError(result);
  return result.value;
};

/**
 * Our record before and after the platform's answer: whoever changes a binding there stores that here first, so a record
 * that stayed the same and that nobody worked on belongs to that answer.
 */
const atOurs = async (deps: Deps, bindingId: string): Promise<LookVerdict> => {
  const { bindings, clock } = deps;
  for (let look = 0; look < LOOKS; look += 1) {
    const before = await bindings.get(bindingId);
    const subscriptionId = before?.binding.subscriptionId;
    if (before === undefined || subscriptionId === undefined || isInProgress(before, clock()))
      return { kind: 'in-progress' };
    const theirs = await atPlatform(deps, before.binding.app, subscriptionId);
    const after = await bindings.get(bindingId);
    if (after?.revision === before.revision)
      return isInProgress(after, clock()) ? { kind: 'in-progress' } : verdict(after, theirs);
  }
  return { kind: 'in-progress' };
};

/**
 * Bindings of ours that the platform's may be: those for which its parties hold or held X, read consistently, and pending
 * ones whose X the platform is choosing.
 */
const candidates = async (
  { bindings, reservations, lookup }: Deps,
  app: string,
  { a, b, x }: PlatformBinding,
): Promise<readonly BindingRecord[]> => {
  if (a === undefined || x === undefined) return [];
  // In every mode the reservations of A and of B are looked at.
  const pair = await reservations.of({ app, mode: 'AXB', a, b });
  const xKey = lookup('private-number', x);
  const reserved = [...pair.a, ...pair.b].filter((reservation) => reservation.x === xKey);
  const recent = await bindings.places({ a }, RECENT, undefined);
  const ids = new Set([...reserved, ...recent].map(({ bindingId }) => bindingId));
  const records = await bindings.getAll([...ids]);
  return records.filter(({ binding }) => binding.app === app && (binding.x ?? x) === x);
};

/** The fields that are there: one answer of the platform may leave out what the other has. */
const defined = (theirs: PlatformBinding): Partial<PlatformBinding> =>
  Object.fromEntries(Object.entries(theirs).filter(([, value]) => value !== undefined));

const verdict = (record: BindingRecord, theirs: PlatformBinding | undefined): LookVerdict => {
  const { binding } = record;
  if (binding.subscriptionId === undefined || binding.status === 'releasing') return { kind: 'in-progress' };
  if (binding.status !== 'active')
    return theirs === undefined ? { kind: 'agrees' } : { kind: 'ended-here', record: { ...record, binding } };
  if (theirs === undefined) return { kind: 'missing-there', record: { ...record, binding } };
  const differences = differencesBetween(binding, theirs);
  return differences.length === 0
    ? { kind: 'agrees' }
    : { kind: 'different', record: { ...record, binding }, differences };
};
