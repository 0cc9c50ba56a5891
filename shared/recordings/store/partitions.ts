/**
 * The partitions of the due index over which recordings are spread, whatever the count of shards. Items hold their
 * partition, so the count can grow but never shrink. Each takes 1000 writes a second (Amazon DynamoDB, service quotas), and
 * an empty one costs half a read unit a run.
 */
export const RECORDING_PARTITIONS = 32;

/**
 * The partitions that one of `shards` runs works on: every `shards`-th one. Together the shards cover all of them for any
 * count, so a changed count strands nothing, and a schedule with a number from an earlier, larger count only helps.
 */
export const partitionsOf = (shard: number, shards: number): readonly number[] =>
  everyPartition().filter((partition) => partition % shards === shard % shards);

/** All of them, for a run without a shard. */
export const everyPartition = (): readonly number[] =>
  Array.from({ length: RECORDING_PARTITIONS }, (_, partition) => partition);
