import type { PushRoute } from '../intake/push-journal.ts';
import type { PushKind } from '../push.ts';

/**
 * A window of the journal by first receipt: `from` inclusive, `to` exclusive, ISO 8601 UTC; `after` is the place that the
 * previous page ended with.
 */
export type JournalWindow = Readonly<{ from: string; to: string; after: string | undefined; limit: number }>;

/** One entry; places sort by receipt. Eventually consistent: an entry that came a moment ago may be missing. */
export type JournalPlace = Readonly<{ id: string; place: string }>;

/** Lists the pushes of the journal, the oldest first. */
export interface JournaledPushes {
  /** At most `limit`; fewer only at the end. @throws {AppError} `store-unavailable`. */
  list(window: JournalWindow): Promise<readonly JournalPlace[]>;
}

/** An item in quarantine. Its times are those of its first receipt, ISO 8601 UTC. */
export type QuarantinedItem = Readonly<{
  app: string;
  route: PushRoute;
  kind: PushKind;
  reason: string;
  /** The item as sent; `undefined` when it was too large to be stored beside the journal. */
  sent: unknown;
  journalId: string;
  receivedAt: string;
  signedAt: string;
  /** When a better reader took it up. */
  broughtInAt: string | undefined;
}>;

/** Lists the items in quarantine, the oldest first, and remembers which ones were brought in. */
export interface QuarantinedItems {
  /** At most `limit`; fewer only at the end. @throws {AppError} `store-unavailable`, as every method here. */
  list(window: JournalWindow): Promise<readonly JournalPlace[]>;
  read(id: string): Promise<QuarantinedItem | undefined>;
  /** Safe to repeat; the first time stays. */
  markBroughtIn(id: string, at: Date): Promise<void>;
  /** Takes it out of the list for good and leaves it sealed; whether it was in the list. Its time goes on. */
  discard(id: string, at: Date): Promise<boolean>;
  /** Takes away the item as sent, and takes it out of the list, for good: a repeat does not bring it back. Safe to repeat. */
  erase(id: string, at: Date): Promise<void>;
}
