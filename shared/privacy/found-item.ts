import type { Attributes, QueryPage } from '../storage/documents.ts';
import type { Person } from './person.ts';

/** The kinds of items that may be about a person. docs/privacy.md has a row for each. */
export type ItemKind =
  | 'binding'
  | 'reservation'
  | 'former-holder'
  | 'request-lock'
  | 'report'
  | 'call'
  | 'contact'
  | 'order'
  | 'message'
  | 'push'
  | 'block'
  | 'bind-count'
  | 'quarantined-item'
  | 'export';

/** Why an item is left as it is. All but `order-in-force` need another run, or somebody's decision. */
export type Left =
  /** The person takes part in a binding that lives. It has to be ended first. */
  | 'live'
  /** The platform may still do something of an ended binding, has not confirmed its end, or may bring the person into one. */
  | 'being-ended'
  /** An archiver may be writing the recording. */
  | 'recording-in-hand'
  /** Another record of the call cannot be opened, so its recording is still there, and this record leads to it. */
  | 'call-unreadable'
  /** Somebody else wrote the item at the same time. */
  | 'changed'
  /** The platform has a report of the number, so the refresh would store its state again: the report has to be deleted there first. */
  | 'at-the-platform'
  /** An erasure that still acts knows whom it erases; it goes by itself. */
  | 'order-in-force';

/** An item that is about the person. */
export type FoundItem = Readonly<{
  kind: ItemKind;
  /** Ours and opaque. */
  id: string;
  /** ISO 8601 UTC: since when what it tells of is there; empty: always. */
  madeAt?: string;
  /** ISO 8601 UTC: when it came, where nobody knows since when what it tells of is there, or it tells of several things. */
  receivedAt?: string;
  /** In the form of our API as far as that has one; links in it are handed out to the operator. */
  record: (operator: string) => Promise<unknown>;
  /** Takes the person out of it. Repeating is safe. @throws {AppError} `store-unavailable`. */
  erase: (order: EraseOrder) => Promise<'erased' | Left>;
  /** Known without trying. */
  left?: Left | undefined;
  /** Of a binding that lives: as what the person takes part in it. */
  roles?: readonly string[] | undefined;
}>;

export type EraseOrder = Readonly<{
  /** The name of the person who gave it. */
  operator: string;
  /** End the person's live bindings first; a temporary callee alone is taken away. */
  endLive: boolean;
}>;

/** Looks at one stored item; `undefined`: it is not about the person. @throws {AppError} `store-unavailable`. */
export type LookAtItem = (item: Attributes, person: Person) => Promise<FoundItem | undefined>;

/** The items of a table, or whatever `page` reads in its place. `prepares`: the walk learns from them and ends what lives; they are looked at again, and counted then. */
export type ItemTable = Readonly<{
  table: string;
  look: LookAtItem;
  prepares?: true;
  page?: (start: Attributes | undefined) => Promise<QueryPage>;
}>;
