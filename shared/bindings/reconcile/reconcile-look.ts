import { addSeconds, type Clock } from '../../kernel/clock.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { EXPIRY_MARGIN_SECONDS } from '../lifecycle/due-at.ts';
import { isLeased } from '../lifecycle/lease.ts';
import { type ActiveBinding, type AtPlatform, type EndedBinding, isActive } from '../model/binding.ts';
import type { BindingPlatform, PlatformBinding } from '../model/binding-platform.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { differencesBetween } from '../read/verify-binding.ts';
import { ownerOf } from './owner-of.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  platformOf: (app: string) => BindingPlatform;
  clock: Clock;
}>;

/** The verdict of a second look at both sides. */
export type LookVerdict =
  | Readonly<{ kind: 'agrees' | 'in-progress' | 'unknown-here' }>
  | Readonly<{ kind: 'late-there'; app: string; bindingId: string; subscriptionId: string }>
  | Readonly<{ kind: 'ended-here'; record: BindingRecord<AtPlatform<EndedBinding>> }>
  | Readonly<{ kind: 'missing-there'; record: BindingRecord<AtPlatform<ActiveBinding>> }>
  | Readonly<{
      kind: 'different';
      record: BindingRecord<AtPlatform<ActiveBinding>>;
      differences: readonly string[];
    }>;

/** A binding as the platform listed it, or its id alone. */
type Listed = Partial<PlatformBinding> & Pick<PlatformBinding, 'subscriptionId'>;

/** The second look at a suspect. @throws {AppError} when the platform or the store could not be asked. */
export type ReconcileLook = Readonly<{
  /** Looks again at a binding of ours. */
  atOurs(bindingId: string): Promise<LookVerdict>;
  /** Looks again at a binding of the platform that nobody here seems to know. */
  atTheirs(app: string, theirs: Listed): Promise<LookVerdict>;
}>;

/** The most looks while another request keeps changing the binding, which then takes care of it. */
const LOOKS = 3;

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
    const { subscriptionId } = listed;
    const theirs = await atPlatform(deps, app, subscriptionId);
    if (theirs === undefined) return { kind: 'agrees' };
    const owner = await ownerOf(deps, app, { ...theirs, ...defined(listed), ...defined(theirs) });
    switch (owner.kind) {
      case 'owned':
        return atOurs(deps, owner.bindingId);
      case 'late':
        return { kind: 'late-there', app, bindingId: owner.bindingId, subscriptionId };
      case 'in-progress':
        return { kind: 'in-progress' };
      case 'unknown':
        return { kind: 'unknown-here' };
    }
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

/** The fields that are there: one answer of the platform may leave out what the other has. */
const defined = (theirs: Partial<PlatformBinding>): Partial<PlatformBinding> =>
  Object.fromEntries(Object.entries(theirs).filter(([, value]) => value !== undefined));

const verdict = (record: BindingRecord, theirs: PlatformBinding | undefined): LookVerdict => {
  const { binding } = record;
  if (binding.subscriptionId === undefined || binding.status === 'releasing') return { kind: 'in-progress' };
  if (binding.status !== 'active')
    return theirs === undefined ? { kind: 'agrees' } : { kind: 'ended-here', record: { ...record, binding } };
  if (theirs === undefined) return { kind: 'missing-there', record: { ...record, binding } };
  const differences = differencesBetween(record, theirs);
  return differences.length === 0
    ? { kind: 'agrees' }
    : { kind: 'different', record: { ...record, binding }, differences };
};
