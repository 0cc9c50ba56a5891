import type { Binding, BindingStatus } from './binding.ts';
import type { BindingChange } from './binding-platform.ts';
import type { BindingRequest } from './binding-request.ts';
import type { OpenBind, OpenChange } from './open-request.ts';

/** The fields of a request that only the choice of a number needs. */
export type QueuedRequest = Pick<BindingRequest, 'areaMatch'> &
  Readonly<{
    /** The X and the extension that were named. */
    x?: BindingRequest['x'];
    extension?: BindingRequest['extension'];
    areaCode?: BindingRequest['areaCode'];
  }>;

/** A binding with what only our own work on it needs. */
export type RecordContent<Some extends Binding = Binding> = Readonly<{
  binding: Some;
  /** While somebody works on the binding nobody else does; over: anybody may take it up. */
  leaseUntil?: string;
  /**
   * A change that the platform was asked for and that is not confirmed yet; the binding still has its old values. Kept by
   * an ended binding until what may have been reserved for the new parties is surely released.
   */
  change?: BindingChange;
  /** The one who asked for that change. */
  changeBy?: string;
  /**
   * When the platform was last asked to bind it, to change it or to set its values again; absent in a live one that was
   * never changed. It stays when that work is over: the comparison of life times tells our changes from others' by it.
   */
  attemptAt?: string;
  /** A bind that may still be applied, also after another attempt at it was answered, or after the end of the binding. */
  openBind?: OpenBind;
  /** Changes that may still be applied over the values of the binding, which are set again until they cannot. */
  openChange?: OpenChange;
  /** The end was asked for while nobody knew whether the binding was made: it is taken away when it turns up. */
  endWanted?: boolean;
  /**
   * Reservations may be left on other X than its own: it was tried on another one before, or was taken up or found after a
   * crash while the platform chose. The end then looks for them.
   */
  mayHoldElsewhere?: boolean;
  /** When the sweeper has to look at it; absent: never again. */
  dueAt?: string;
  /**
   * The platform's timer ends it, and its reservations know when: nothing is written when its time is up. Absent where
   * anything is in doubt: the sweeper ends such a binding, and its reservations stand until then.
   */
  endsItself?: true;
  /** The platform's timer may run longer than ours, so the end is confirmed by an unbind. */
  confirmEnd?: boolean;
  /**
   * It was made in the place of another one (`replaces`), which had that version and has still to be ended. Absent once that is
   * begun.
   */
  replacing?: Readonly<{ version: number }>;
  /** The request of a bind that waits in the queue, as far as the binding does not have it. */
  queued?: QueuedRequest;
  /** Failed attempts of the sweeper in a row, for its back-off. */
  sweepAttempts?: number;
}>;

/** As it is stored. `revision` is the optimistic lock of every write; `Binding.version` counts what callers can see. */
export type BindingRecord<Some extends Binding = Binding> = RecordContent<Some> &
  Readonly<{ revision: number }>;

/** Tells whether a record has a binding in that status. */
export const hasStatus = <Status extends BindingStatus>(
  record: BindingRecord,
  status: Status,
): record is BindingRecord<Extract<Binding, { status: Status }>> => record.binding.status === status;

/** The place of a binding among those that live on an X, the one that ends first before the others. */
export type LivePlace = Readonly<{ bindingId: string; liveUntil: string }>;

/** Which bindings; at least one field. All given ones must hold. `party` is A or B. */
export type BindingFilter = Readonly<
  Partial<Record<'a' | 'b' | 'party' | 'x' | 'y' | 'reference' | 'app', string>>
>;

/** When the bindings of a list were made: at `from` or later, at `until` or earlier; ISO 8601 UTC with milliseconds. */
export type MadeWithin = Readonly<{ from?: string | undefined; until?: string | undefined }>;

/** The place of a binding in a list, newest first. */
export type BindingPlace = Readonly<{ bindingId: string; createdAt: string }>;

/** The place of a binding in the queue of its sweep shard, the longest due first. */
export type DuePlace = Readonly<{ bindingId: string; dueAt: string }>;

/** Records that could be opened, and the ids of those that could not. */
export type ReadableRecords = Readonly<{
  records: readonly BindingRecord[];
  unreadable: readonly string[];
}>;

/** A binding that ended by itself is read as `expired`, although nothing was written at its end. */
export interface BindingStore {
  /**
   * With `apps`, a binding of another app is not there, also when it cannot be opened.
   *
   * @throws {AppError} `store-unavailable`, as every method here; `item-unreadable`.
   */
  get(bindingId: string, apps?: readonly string[]): Promise<BindingRecord | undefined>;
  /** Stores a new binding and remembers its reference; `undefined` when a binding with its id is stored already. */
  create<Some extends Binding>(record: RecordContent<Some>): Promise<BindingRecord<Some> | undefined>;
  /**
   * Replaces the content of `record` if nobody else has written since it was read. The new record, or `undefined` when
   * somebody was faster: read again and decide anew.
   */
  replace<Some extends Binding>(
    record: BindingRecord,
    content: RecordContent<Some>,
  ): Promise<BindingRecord<Some> | undefined>;
  /**
   * Remembers the reference of a binding, if it has one, for {@link BindingStore.madeLately}: of one whose maker may have died
   * between the two writes of `create`.
   */
  rememberReference(binding: Pick<Binding, 'bindingId' | 'reference' | 'createdAt'>): Promise<void>;
  /** Remembers people whom a request may bring into a binding and who reserve nothing there, for {@link BindingStore.toCome}. */
  rememberToCome(bindingId: string, people: readonly string[]): Promise<void>;
  /**
   * The ids of bindings into which a request of the last two hours may bring a person who reserves nothing there, read consistently;
   * others may be among them.
   */
  toCome(person: string): Promise<readonly string[]>;
  bySubscription(app: string, subscriptionId: string): Promise<BindingRecord | undefined>;
  /** The ids of a reference's bindings that were made within the last hour, read consistently; older ones may be among them. */
  madeLately(reference: string): Promise<readonly string[]>;
  /** At most `limit` places after `after`, newest first, whatever the status. */
  places(
    filter: BindingFilter,
    limit: number,
    after: BindingPlace | undefined,
    made?: MadeWithin,
  ): Promise<readonly BindingPlace[]>;
  /**
   * The records of these ids, in their order; ids that are gone are left out. For decisions, which must know all of them.
   *
   * @throws {AppError} `item-unreadable`, when one cannot be opened.
   */
  getAll(bindingIds: readonly string[]): Promise<readonly BindingRecord[]>;
  /**
   * As {@link BindingStore.getAll}, for lists: one that cannot be opened is left out, and its id named. With `apps`, those of other
   * apps are not there.
   */
  getReadable(bindingIds: readonly string[], apps: readonly string[] | undefined): Promise<ReadableRecords>;
  /** At most `limit` bindings after `after` that the sweeper has to look at, the longest due first. */
  due(shard: number, now: Date, limit: number, after?: DuePlace): Promise<readonly DuePlace[]>;
  /** How many are due after `after` (eventually consistent). */
  countDue(shard: number, now: Date, after?: DuePlace): Promise<number>;
  /** How many bindings of a shard ended by themselves after `after` and until `until` (ISO 8601); eventually consistent. */
  countExpired(shard: number, after: string | undefined, until: string): Promise<number>;
  /** At most `limit` places after `after` of what lives on an X (eventually consistent), pending and releasing too. */
  liveOn(x: string, limit: number, after: LivePlace | undefined): Promise<readonly LivePlace[]>;
  /** How many bindings live on an X, or `most` when there are more (eventually consistent), counted from the bindings themselves. */
  countLive(x: string, upTo?: Readonly<{ most: number }>): Promise<number>;
}

/** Due bindings are spread over this many partitions of the due index. */
export const SWEEP_SHARDS = 4;
