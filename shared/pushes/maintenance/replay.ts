import type { Clock } from '../../kernel/clock.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Logger } from '../../observability/logger.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import type { AttributeToBinding } from '../decisions/attribute-to-binding.ts';
import {
  type ItemOutcome,
  type ItemStores,
  keepItem,
  NOT_STORABLE,
  type PushContext,
} from '../intake/keep-item.ts';
import { type LateRecords, lateOf, listIfLate } from '../intake/late-records.ts';
import type { JournaledPush, PushJournal } from '../intake/push-journal.ts';
import type { Push, PushApp, PushKind, ReadPush } from '../push.ts';
import { forEachJournaled } from './for-each-journaled.ts';
import type { JournaledPushes, JournalPlace, QuarantinedItem, QuarantinedItems } from './journaled-pushes.ts';
import { keptWindow } from './kept-window.ts';

/** The pushes to feed again: everything received in a time, or the part of it that is in quarantine. */
export type ReplayRequest = Readonly<{
  from: string;
  to: string;
  quarantined: boolean;
  /** Reads what would be fed again, and changes nothing. */
  dryRun: boolean;
  /** Only what this app received. */
  app: string | undefined;
  /** Where an earlier run ended. */
  after: string | undefined;
}>;

/**
 * The counts of a run. `replayed`: pushes, or items of the quarantine; in a dry run those that would be fed again. Then their items: new in a store, there already,
 * still unreadable, without effect. `broughtIn`: items that left the quarantine. `skipped`: of another app than asked for,
 * of one that is no longer configured, or brought in before. `unreadable`: not a push for this reader.
 */
export type ReplayReport = Readonly<{
  replayed: number;
  stored: number;
  duplicates: number;
  quarantined: number;
  ignored: number;
  broughtIn: number;
  skipped: number;
  unreadable: number;
  /** The journal ids of pushes, and the ids of quarantined items, that cannot be opened, or that need something that cannot: at most 1000 a run. */
  unopened: readonly string[];
  /** Where to go on; `null` at the end. */
  next: string | null;
}>;

/**
 * Feeds journaled pushes through the reader and the stores again, for as long as `hasTime`. A record that is stored already
 * stays as it is, so repeating is safe. Nothing is answered, and nothing counts as a number failure a second time.
 *
 * @throws {AppError} `store-unavailable`: repeat from where the last run ended.
 */
export type Replay = (request: ReplayRequest, hasTime: () => boolean) => Promise<ReplayReport>;

export type ReplayDeps = Readonly<{
  pushes: JournaledPushes;
  journal: Pick<PushJournal, 'read'>;
  quarantinedItems: QuarantinedItems;
  read: ReadPush;
  /** The push that would hold just this item; `undefined` when that cannot be known. */
  bodyAround: (kind: PushKind, sent: unknown) => Uint8Array | undefined;
  appOf: (name: string) => PushApp | undefined;
  stores: ItemStores;
  lateRecords: LateRecords;
  attributeToBinding: AttributeToBinding;
  clock: Clock;
  logger: Logger;
}>;

type Count = Exclude<keyof ReplayReport, 'next' | 'unopened'>;
type Counts = Record<Count, number> & { unopened: string[] };

/** More of them help nobody. */
const MOST_NAMED = 1000;

/** Items of one push in work at a time; several pushes are in work as well. */
const ITEMS_AT_MOST = 5;

const COUNT_OF = {
  stored: 'stored',
  duplicate: 'duplicates',
  quarantined: 'quarantined',
  ignored: 'ignored',
} as const satisfies Record<ItemOutcome, Count>;

export const createReplay = (given: ReplayDeps): Replay => {
  const deps = { ...given, stores: withoutNumberFailures(given.stores) };
  return async (request, hasTime) => {
    const counts: Counts = {
      replayed: 0,
      stored: 0,
      duplicates: 0,
      quarantined: 0,
      ignored: 0,
      broughtIn: 0,
      skipped: 0,
      unreadable: 0,
      unopened: [],
    };
    const one = request.quarantined ? replayQuarantined : replayPush;
    const list = request.quarantined ? deps.quarantinedItems.list : deps.pushes.list;
    const work = (place: JournalPlace) => one(deps, request, place, counts);
    const window = keptWindow(request, request.quarantined ? 'quarantine' : 'journal', deps.clock());
    const next = await forEachJournaled(list, window, work, hasTime);
    return { ...counts, unopened: counts.unopened.slice(0, MOST_NAMED), next };
  };
};

/** A failure counted when its call was new; the number may have recovered since. */
const withoutNumberFailures = (stores: ItemStores): ItemStores => ({
  ...stores,
  numbers: { ...stores.numbers, recordFailure: async () => undefined },
});

const replayPush = async (
  deps: ReplayDeps,
  request: ReplayRequest,
  { id }: JournalPlace,
  counts: Counts,
): Promise<void> => {
  const journaled = await insteadOfUnreadable(deps.journal.read(id), 'unreadable');
  if (journaled === 'unreadable') return leaveOut(counts, id);
  const app = journaled === undefined ? undefined : appFor(deps, request, journaled.app);
  if (journaled === undefined || app === undefined) {
    counts.skipped += 1;
    return;
  }
  counts.replayed += 1;
  const push = readAgain(deps, app, { ...journaled, journalId: id });
  if (push.kind === 'unknown') counts.unreadable += 1;
  else if (!request.dryRun) {
    const context = contextOf(deps, journaled, push.kind, id);
    const kept = await insteadOfUnreadable(keepAll(deps, context, push, counts), 'unreadable');
    if (kept === 'unreadable') leaveOut(counts, id);
  }
};

/** It, or what it needs, cannot be opened: an operator brings its data key back, and replays the time again. */
const leaveOut = (counts: Counts, id: string): void => {
  counts.unopened.push(id);
};

const replayQuarantined = async (
  deps: ReplayDeps,
  request: ReplayRequest,
  { id }: JournalPlace,
  counts: Counts,
): Promise<void> => {
  const item = await insteadOfUnreadable(deps.quarantinedItems.read(id), 'unreadable');
  if (item === 'unreadable') return leaveOut(counts, id);
  const app = item === undefined || item.broughtInAt ? undefined : appFor(deps, request, item.app);
  if (item === undefined || app === undefined) {
    counts.skipped += 1;
    return;
  }
  counts.replayed += 1;
  const body = await insteadOfUnreadable(bodyOf(deps, item), undefined);
  const push = body && readAgain(deps, app, { ...item, body });
  if (push === undefined || push.kind === 'unknown' || push.items.length === 0) counts.unreadable += 1;
  else if (!request.dryRun) {
    const context = contextOf(deps, item, push.kind, item.journalId);
    const outcomes = await insteadOfUnreadable(keepAll(deps, context, push, counts), 'unreadable');
    if (outcomes === 'unreadable') return leaveOut(counts, id);
    // An item of a whole body that is still unreadable has an entry of its own now.
    if (item.kind !== 'unknown' && outcomes.includes('quarantined')) return;
    await deps.quarantinedItems.markBroughtIn(id, deps.clock());
    counts.broughtIn += 1;
  }
};

const appFor = ({ appOf }: ReplayDeps, { app }: ReplayRequest, name: string): PushApp | undefined =>
  app === undefined || app === name ? appOf(name) : undefined;

/** The item alone, or the whole push where that is all there is. */
const bodyOf = async (
  { bodyAround, journal }: ReplayDeps,
  { kind, reason, sent, journalId }: QuarantinedItem,
): Promise<Uint8Array | undefined> => {
  const alone = sent === undefined || reason === NOT_STORABLE ? undefined : bodyAround(kind, sent);
  return alone ?? (await journal.read(journalId))?.body;
};

const readAgain = (
  { read, logger }: ReplayDeps,
  app: PushApp,
  { body, receivedAt, journalId }: Readonly<{ body: Uint8Array; receivedAt: string; journalId: string }>,
): Push => {
  const push = read(body, app, new Date(receivedAt));
  if (push.kind === 'unknown') logger.error('kept-push-unreadable', { app: app.name, journalId });
  return push;
};

const contextOf = (
  { clock }: ReplayDeps,
  { app, route, receivedAt, signedAt }: Pick<JournaledPush, 'app' | 'route' | 'receivedAt' | 'signedAt'>,
  kind: PushKind,
  journalId: string,
): PushContext => ({
  app,
  route,
  kind,
  journalId,
  receivedAt: new Date(receivedAt),
  signedAt: new Date(signedAt),
  storedAt: lateOf(new Date(receivedAt), clock()),
});

const keepAll = async (
  deps: ReplayDeps,
  context: PushContext,
  { items }: Push,
  counts: Counts,
): Promise<readonly ItemOutcome[]> => {
  const { stores, attributeToBinding } = deps;
  await listIfLate(deps, context, items);
  const { results } = await mapAtMost({ atMost: ITEMS_AT_MOST, onFailure: 'go-on' }, items, async (item) =>
    keepItem(stores, context, await attributeToBinding(item)),
  );
  for (const outcome of results) counts[COUNT_OF[outcome]] += 1;
  return results;
};
