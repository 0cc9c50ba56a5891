import type { Appended } from '../call-store.ts';
import type { Cdr } from '../cdr.ts';

/** Where a record of an import lies. */
export type ConsolePlace = Readonly<{ callId: string; recordKey: string }>;

/** One run of the command over a list, of an app. */
export type ConsoleImport = Readonly<{ importId: string; app: string }>;

/** A part of what an import has added; `next`: where the next part is, `null` at the end. */
export type ListedPart = Readonly<{ places: readonly ConsolePlace[]; next: string | null }>;

/** Stores the CDRs of imports of the console's list. @throws {AppError} `store-unavailable` from each; repeating is safe. */
export interface ConsoleCallStore {
  append(cdr: Cdr, importId: string, receivedAt: Date): Promise<Appended>;
  remove(place: ConsolePlace): Promise<void>;
  /** Lists records under their import, and under its day, so that an export of that day finds them. */
  remember(of: ConsoleImport, places: readonly ConsolePlace[], receivedAt: Date): Promise<void>;
  /** The part of an import behind a place, the first one without; `undefined`: there is none. */
  listed(of: ConsoleImport, after: string | undefined): Promise<ListedPart | undefined>;
  /** Whether the record is there, and of that import. */
  isOf(place: ConsolePlace, importId: string): Promise<boolean>;
  /** Removes a record of that import, and no other; `false`: there was none. */
  takeBack(place: ConsolePlace, importId: string): Promise<boolean>;
}
