import type { PushKind } from '../push.ts';

/** The webhooks; any kind of push comes on any of them. */
export const PUSH_ROUTES = ['call-events', 'cdr', 'sms', 'number-status'] as const;
export type PushRoute = (typeof PUSH_ROUTES)[number];

/** As long as the platform's console shows calls; much longer than a signature is accepted. */
export const JOURNAL_KEPT_SECONDS = 31 * 24 * 3600;

/** Longer than the journal: a better reader may take a while to be written. */
export const QUARANTINE_KEPT_SECONDS = 93 * 24 * 3600;

/** A push that is journaled before anything else is done with it. */
export type JournalEntry = Readonly<{
  app: string;
  route: PushRoute;
  /** `undefined` when the signature was not verified: such a push is known by its body alone. */
  nonce: string | undefined;
  /** The raw bytes that were received; only their hash is stored. */
  received: Uint8Array;
  /** The bytes that are stored. */
  body: Uint8Array;
  receivedAt: Date;
  /** When the platform signed, never after the receipt. */
  signedAt: Date;
  /** Whether it stands in the list of its day, which replay and the report of gaps read. It does unless this is `false`. */
  listed?: boolean | undefined;
}>;

/**
 * `replayed`: its signature was used before, with another body. `repeated`: `receivedAt` is that of the first delivery. `id`
 * finds the journaled push.
 */
export type Journaled =
  | Readonly<{ kind: 'new'; id: string }>
  | Readonly<{ kind: 'repeated'; id: string; receivedAt: Date }>
  | Readonly<{ kind: 'replayed' }>;

/** Stores every push as it came, and remembers so the nonces that were used. */
export interface PushJournal {
  /** @throws {AppError} `store-unavailable`: the push may or may not be stored, deliver again. */
  keep(entry: JournalEntry): Promise<Journaled>;
  /**
   * Puts a push that was kept unlisted into the list of its day. `entry` is as it was kept, with the time of the first receipt.
   *
   * @throws {AppError} `store-unavailable`.
   */
  list(id: string, entry: JournalEntry): Promise<void>;
  /** A journaled push; `undefined` when there is none of that id. @throws {AppError} `store-unavailable`. */
  read(id: string): Promise<JournaledPush | undefined>;
}

/** `receivedAt` and `signedAt` are those of its first delivery; all are ISO 8601 UTC. */
export type JournaledPush = Readonly<{
  app: string;
  route: PushRoute;
  receivedAt: string;
  signedAt: string;
  /** When a part of the body was erased. */
  erasedAt?: string | undefined;
  body: Uint8Array;
}>;

/** One item of a push that could not be read. */
export type QuarantineEntry = Readonly<{
  app: string;
  route: PushRoute;
  /** The kind of the push that it was in. */
  kind: PushKind;
  /** Kebab-case. */
  reason: string;
  /** The item as sent. */
  sent: unknown;
  /** The journal entry that holds the whole push. */
  journalId: string;
  receivedAt: Date;
  signedAt: Date;
}>;

/** Stores unreadable items until a better reader takes them up. */
export interface Quarantine {
  /**
   * Stores an item once, however often it comes.
   *
   * @throws {AppError} `store-unavailable`.
   */
  keep(entry: QuarantineEntry): Promise<'stored' | 'duplicate'>;
}
