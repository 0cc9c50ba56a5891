import type { Appended } from '../call-store.ts';
import type { Cdr } from '../cdr.ts';

/** Where a record of an import lies. */
export type ConsolePlace = Readonly<{ callId: string; recordKey: string }>;

/** Stores the CDRs of imports of the console's list. @throws {AppError} `store-unavailable` from each; repeating is safe. */
export interface ConsoleCallStore {
  append(cdr: Cdr, receivedAt: Date): Promise<Appended>;
  remove(place: ConsolePlace): Promise<void>;
  /** Lists records under the day of their import, so that an export of that day finds them. */
  remember(places: readonly ConsolePlace[], receivedAt: Date): Promise<void>;
}
