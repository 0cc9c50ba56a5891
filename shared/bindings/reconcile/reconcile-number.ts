import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { PlatformFailure } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import { isLeased } from '../lifecycle/lease.ts';
import type { PendingBinding } from '../model/binding.ts';
import type { BindingPlatform, PlatformBinding } from '../model/binding-platform.ts';
import { type BindingRecord, type BindingStore, hasStatus, type LivePlace } from '../model/binding-store.ts';
import { isQueued } from '../queue/queued-bind.ts';
import { readRecords } from '../read/read-records.ts';
import { differencesBetween } from '../read/verify-binding.ts';
import { isInProgress } from './reconcile-look.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  platformOf: (app: string) => BindingPlatform;
  clock: Clock;
  logger: Logger;
}>;

/** A binding that only one side seems to have, or that seems to differ: to be looked at again. */
export type Suspect =
  | Readonly<{ bindingId: string }>
  | Readonly<{ bindingId?: undefined; theirs: PlatformBinding }>;

/** Both sides of one number at a first glance, a moment apart. */
export type Comparison = Readonly<{
  kind: 'compared';
  theirs: number;
  /** Live ones of ours that can be compared. */
  ours: number;
  inProgress: readonly BindingRecord[];
  unread: number;
  suspects: readonly Suspect[];
}>;

/** Compares one number, for as long as `hasTime` says so. @throws {AppError} `store-unavailable`. */
export type CompareNumber = (
  app: string,
  x: E164,
  hasTime: () => boolean,
) => Promise<Comparison | PlatformFailure | Readonly<{ kind: 'no-time' }>>;

const PAGE = 100;

/**
 * Theirs first, then ours: what is bound meanwhile is missing there, what is ended meanwhile is missing here, and either
 * is only a suspect.
 */
export const createCompareNumber =
  (deps: Deps): CompareNumber =>
  async (app, x, hasTime) => {
    const listed = await listTheirs(deps, app, x, hasTime);
    if (listed.kind !== 'ok') return listed;
    const { records, unread } = await listOurs(deps, x);
    const now = deps.clock();
    const ofApp = records.filter(({ binding }) => binding.app === app && binding.x === x);
    const inProgress = ofApp.filter((record) => isInProgress(record, now));
    const live = ofApp.filter((record) => !isInProgress(record, now));
    const known = new Set(ofApp.map(({ binding }) => binding.subscriptionId));
    const odd = live.filter((record) => differs(record, listed.value));
    const strange = [...listed.value.values()].filter(({ subscriptionId }) => !known.has(subscriptionId));
    return {
      kind: 'compared',
      theirs: listed.value.size,
      ours: live.filter(({ binding }) => binding.status === 'active').length,
      inProgress,
      unread,
      suspects: [
        ...odd.map(({ binding: { bindingId } }) => ({ bindingId })),
        ...strange.map((theirs) => ({ theirs })),
      ],
    };
  };

const listTheirs = async ({ platformOf }: Deps, app: string, x: E164, hasTime: () => boolean) => {
  const found = new Map<string, PlatformBinding>();
  let after: string | undefined;
  do {
    if (!hasTime()) return { kind: 'no-time' as const };
    const page = await platformOf(app).list(x, after);
    if (page.kind !== 'ok') return page;
    // AXYB lists a binding on its Y as well; it is met on its X.
    const onX = page.value.bindings.filter((binding) => binding.x === undefined || binding.x === x);
    for (const binding of onX) found.set(binding.subscriptionId, binding);
    after = page.value.next;
  } while (after !== undefined);
  return { kind: 'ok' as const, value: found };
};

const listOurs = async ({ bindings, logger }: Deps, x: E164) => {
  const records: BindingRecord[] = [];
  let unread = 0;
  let places: readonly LivePlace[];
  let after: LivePlace | undefined;
  do {
    places = await bindings.liveOn(x, PAGE, after);
    const ids = places.map(({ bindingId }) => bindingId);
    const page = await readRecords(bindings, ids, (bindingId, error) =>
      logger.error('binding-not-compared', { bindingId, error }),
    );
    records.push(...page.records);
    unread += page.unread;
    after = places.at(-1);
  } while (places.length === PAGE);
  return { records, unread };
};

/** True for a binding that its maker left pending, and that nobody will make: not for one that waits in the queue. */
export const isAbandoned = (record: BindingRecord, now: Date): record is BindingRecord<PendingBinding> =>
  hasStatus(record, 'pending') && !isLeased(record, now) && !isQueued(record, now);

const differs = (record: BindingRecord, listed: ReadonlyMap<string, PlatformBinding>): boolean => {
  const { subscriptionId } = record.binding;
  const theirs = subscriptionId === undefined ? undefined : listed.get(subscriptionId);
  return theirs === undefined || differencesBetween(record, theirs).length > 0;
};
