/** A look at a binding that is due some time after the end of one of its calls. */
export type CallEndLook = Readonly<{
  app: string;
  /** The id under which the calls of the binding are stored: the platform's, in mode X ours. */
  subscriptionId: string;
  /** ISO 8601 UTC. */
  dueAt: string;
  /** A look before it found no call: the index that shows them may have been behind. */
  isRepeat?: boolean;
}>;

/**
 * Looks that are due. There may be several at one binding, and any of them may be made again: each decides by the calls that are
 * stored then. Every method throws `AppError` `store-unavailable`.
 */
export interface CallEndLooks {
  /** Stores a look; the same again does no harm. */
  put(look: CallEndLook): Promise<void>;
  /** At most `limit` looks of a shard that are due, the longest due first, read consistently. */
  due(shard: number, now: Date, limit: number): Promise<readonly CallEndLook[]>;
  remove(look: CallEndLook): Promise<void>;
}

/** Looks are spread over this many partitions. */
export const LOOK_SHARDS = 4;
