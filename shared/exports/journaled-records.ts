import { addSeconds, iso } from '../kernel/clock.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import type { PushJournal } from '../pushes/intake/push-journal.ts';
import type { JournaledPushes } from '../pushes/maintenance/journaled-pushes.ts';
import type { PushApp, ReadPush } from '../pushes/push.ts';
import { recordNamed, recordPlaces } from '../pushes/record-names.ts';
import { insteadOfUnreadable } from '../sealing/if-readable.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { ReadExportPage } from './export-page.ts';
import { type NamedRecord, type StoredRowsDeps, storedRows } from './stored-rows.ts';

type Deps = Readonly<{
  pushes: JournaledPushes;
  journal: Pick<PushJournal, 'read'>;
  /** The names of the records of a push of which an erasure took a part. @throws {AppError} `store-unavailable`. */
  erasedRecords: (
    id: string,
  ) => Promise<Readonly<{ receivedAt: string; records: readonly string[] }> | undefined>;
  read: ReadPush;
  appOf: (name: string) => PushApp | undefined;
  lookup: LookupKeys;
}> &
  StoredRowsDeps;

/** Pushes of a page; of fifty CDRs each it has as many rows as a part of an export (see `PART_ROWS`). */
const PAGE = 200;
const AT_MOST = 10;
const DAY_SECONDS = 24 * 3600;

/**
 * Reads the CDRs and messages that came on a day. The journal of pushes says which, by its list of that day; what is in the row is
 * read from the stored record. A record is of the push that has its receipt, so one that came several times stands in one page.
 */
export const createReadJournaledRecords =
  (deps: Deps): ReadExportPage =>
  async (day, after) => {
    const from = `${day}T00:00:00.000Z`;
    const to = iso(addSeconds(new Date(from), DAY_SECONDS));
    const places = await deps.pushes.list({ from, to, after, limit: PAGE });
    const { results } = await mapAtMost({ atMost: AT_MOST }, places, ({ id }) => namedIn(deps, id));
    const named = results.flatMap((result) => (result === 'unreadable' ? [] : result));
    const { rows, unreadable } = await storedRows(deps, named);
    const closed = results.filter((result) => result === 'unreadable').length;
    const last = places.length < PAGE ? undefined : places.at(-1);
    return { rows, unreadable: unreadable + closed, ...(last === undefined ? {} : { next: last.place }) };
  };

const namedIn = async (deps: Deps, id: string): Promise<readonly NamedRecord[] | 'unreadable'> => {
  const journaled = await insteadOfUnreadable(deps.journal.read(id), 'unreadable');
  if (journaled === 'unreadable') return journaled;
  const isWhole = journaled !== undefined && journaled.erasedAt === undefined;
  const erased = isWhole ? undefined : await deps.erasedRecords(id);
  const kept = (erased?.records ?? []).map((name) => ({
    ...recordNamed(name),
    at: erased?.receivedAt ?? '',
  }));
  const app = journaled && deps.appOf(journaled.app);
  // Of an app that was taken out of the configuration nobody knows how to read a push.
  if (journaled === undefined || app === undefined) return kept;
  const { body, receivedAt } = journaled;
  const { items } = deps.read(body, app, new Date(receivedAt));
  return [...recordPlaces(deps.lookup, items).map((place) => ({ ...place, at: receivedAt })), ...kept];
};
