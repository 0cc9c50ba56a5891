/**
 * A run of the sweeper at work on a shard of the due bindings. `holder` is the id of the run, `leaseUntil` an instant in
 * ISO 8601 UTC.
 */
export type ShardLease = Readonly<{
  shard: number;
  holder: string;
  leaseUntil: string;
}>;

/**
 * The leases of the sweeper's runs, one a shard. They save work and keep nothing safe: every write to a binding has its own
 * condition, so two runs in one shard do no harm.
 */
export interface SweepShardStore {
  /**
   * Takes the shard for a run for {@link SHARD_LEASE_SECONDS}; taken again by the same run it lasts from then on.
   * `undefined` while another run has it.
   *
   * @throws {AppError} `store-unavailable`, as every method here.
   */
  take(shard: number, holder: string, now: Date): Promise<ShardLease | undefined>;
  /** Ends the lease if the run still has it. */
  end(lease: ShardLease, now: Date): Promise<void>;
}

/** For so long a run that was killed keeps others out of its shard. */
export const SHARD_LEASE_SECONDS = 60;
