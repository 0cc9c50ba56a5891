import type { CallReader, CallRecords } from '../../calls/call-store.ts';
import type { Clock } from '../../kernel/clock.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import type { PushJournal } from '../intake/push-journal.ts';
import type { PushApp, PushItem, ReadPush } from '../push.ts';
import { type CallGap, eventGaps, type Gap, recordingGaps } from './call-gaps.ts';
import { forEachJournaled } from './for-each-journaled.ts';
import type { JournaledPushes, JournalPlace, QuarantinedItems } from './journaled-pushes.ts';
import { keptWindow } from './kept-window.ts';

export type GapsRequest = Readonly<{
  from: string;
  to: string;
  app: string | undefined;
  /** How long a CDR may take after the events of its call. */
  cdrWithinSeconds: number;
  after: string | undefined;
}>;

/** `next`: where to go on, for want of time or after 5,000 gaps; `null` at the end. A call may be named by several runs. */
export type GapsReport = Readonly<{ pushes: number; gaps: readonly Gap[]; next: string | null }>;

/**
 * Compares the journal with the stores, for as long as `hasTime`. Reads only. Of the window only as much as can hold anything.
 *
 * @throws {AppError} `store-unavailable`.
 */
export type FindGaps = (request: GapsRequest, hasTime: () => boolean) => Promise<GapsReport>;

export type FindGapsDeps = Readonly<{
  pushes: JournaledPushes;
  journal: Pick<PushJournal, 'read'>;
  quarantinedItems: QuarantinedItems;
  calls: Pick<CallReader, 'read'>;
  callIdOf: (call: { app: string; sessionId: string }) => string;
  read: ReadPush;
  appOf: (name: string) => PushApp | undefined;
  clock: Clock;
}>;

/** Lambda answers 6 MB at most; these are one, and a page may bring four times as many beyond them. */
const MOST_GAPS = 5000;

/** The quarantine comes after the journal; this prefix marks its places in `next`. */
const QUARANTINE = 'Q:';

export const createFindGaps =
  (deps: FindGapsDeps): FindGaps =>
  async (request, hasTime) => {
    const found: Found = { pushes: 0, gaps: new Map() };
    const { after } = request;
    const inQuarantine = after?.startsWith(QUARANTINE) ?? false;
    const mayGoOn = () => hasTime() && found.gaps.size < MOST_GAPS;
    const next = inQuarantine ? null : await examineJournal(deps, request, found, mayGoOn);
    if (next !== null) return reportOf(found, next);
    const place = inQuarantine ? after?.slice(QUARANTINE.length) : undefined;
    const left = await examineQuarantine(deps, { ...request, after: place }, found, mayGoOn);
    return reportOf(found, left === null ? null : `${QUARANTINE}${left}`);
  };

type Found = { pushes: number; readonly gaps: Map<string, Gap> };

const reportOf = ({ pushes, gaps }: Found, next: string | null): GapsReport => ({
  pushes,
  gaps: [...gaps.values()].sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)),
  next,
});

const placeOf = ({ receivedAt, kind, callId, journalId }: Gap): string =>
  [receivedAt, kind, callId ?? journalId].join(' ');

/** Calls in memory at a time, some 10 MB of them. */
const MOST_REMEMBERED = 1000;

const examineJournal = (deps: FindGapsDeps, request: GapsRequest, found: Found, hasTime: () => boolean) => {
  // The begin and the CDR of one call are two pushes, close together: the call is read once.
  const known = new Map<string, Promise<CallRecords | undefined>>();
  const recordsOf = (callId: string): Promise<CallRecords | undefined> => {
    const records = known.get(callId) ?? deps.calls.read(callId);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(callId, records);
    return records;
  };
  return forEachJournaled(
    deps.pushes.list,
    keptWindow(request, 'journal', deps.clock()),
    (place) => examinePush({ ...deps, recordsOf }, request, place, found),
    hasTime,
  );
};

type Examination = FindGapsDeps &
  Readonly<{ recordsOf: (callId: string) => Promise<CallRecords | undefined> }>;

const examinePush = async (
  deps: Examination,
  request: GapsRequest,
  { id, place }: JournalPlace,
  found: Found,
): Promise<void> => {
  const journaled = await insteadOfUnreadable(deps.journal.read(id), 'unreadable');
  if (journaled === 'unreadable') return addUnreadable(found, { journalId: id }, place);
  if (journaled === undefined || (request.app ?? journaled.app) !== journaled.app) return;
  const app = deps.appOf(journaled.app);
  if (app === undefined) return;
  found.pushes += 1;
  const { receivedAt } = journaled;
  for (const item of deps.read(journaled.body, app, new Date(receivedAt)).items)
    for (const gap of await gapsOf(deps, request, item)) addGap(found, { app: app.name, receivedAt, ...gap });
};

/** Its app is sealed with it, and no app has this name. */
const addUnreadable = (
  { gaps }: Found,
  id: Readonly<{ journalId: string } | { itemId: string }>,
  place: string,
): void => {
  const [receivedAt = ''] = place.split('#');
  gaps.set(`unreadable ${place}`, { kind: 'unreadable', app: '?', receivedAt, ...id });
};

/** The same gap of a call is reported once, with the earliest time. */
const addGap = ({ gaps }: Found, gap: Gap): void => {
  const key = `${gap.kind} ${gap.callId}`;
  const known = gaps.get(key);
  if (known === undefined || gap.receivedAt < known.receivedAt) gaps.set(key, gap);
};

const gapsOf = async (
  deps: Examination,
  request: GapsRequest,
  item: PushItem,
): Promise<readonly CallGap[]> => {
  if (item.kind !== 'cdr' && item.kind !== 'event') return [];
  const callId = deps.callIdOf(item.kind === 'cdr' ? item.cdr : item.event);
  const records = await insteadOfUnreadable(deps.recordsOf(callId), 'unreadable');
  if (records === 'unreadable') return [{ kind: 'unreadable', callId }];
  if (item.kind === 'event') return eventGaps({ callId, now: deps.clock() }, request, item.event, records);
  const { recordId } = item.cdr;
  const stored = records?.cdrs.find(({ cdr }) => cdr.recordId === recordId);
  if (stored === undefined) return [{ kind: 'not-stored', callId }];
  return recordingGaps({ callId, now: deps.clock() }, stored.recording);
};

const examineQuarantine = (
  { quarantinedItems, clock }: FindGapsDeps,
  request: GapsRequest,
  found: Found,
  hasTime: () => boolean,
): Promise<string | null> =>
  forEachJournaled(
    quarantinedItems.list,
    keptWindow(request, 'quarantine', clock()),
    async ({ id, place }) => {
      const item = await insteadOfUnreadable(quarantinedItems.read(id), 'unreadable');
      if (item === 'unreadable') return addUnreadable(found, { itemId: id }, place);
      if (item === undefined || item.broughtInAt !== undefined) return;
      if (request.app !== undefined && request.app !== item.app) return;
      const { app, receivedAt, journalId, reason } = item;
      const gap = { kind: 'quarantined', app, receivedAt, journalId, itemId: id, reason } as const;
      found.gaps.set(`quarantined ${id}`, gap);
    },
    hasTime,
  );
