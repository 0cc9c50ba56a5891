// The archiver's schedules: one run a minute for each shard, as many as the parameter `recordingShards` says. CommonJS,
// because that is what the framework reads files with.

/** As many as there are partitions (shared/recordings/store/partitions.ts): a shard beyond would have nothing to do. */
const MOST_SHARDS = 32;

module.exports = async ({ resolveVariable }) => {
  const written = await resolveVariable('self:custom.settings.recordingShards');
  const shards = Number(written);
  if (!Number.isInteger(shards) || shards < 1 || shards > MOST_SHARDS)
    throw new Error(`recordingShards must be an integer from 1 to ${MOST_SHARDS}, not ${written}`);
  return Array.from({ length: shards }, (_, shard) => ({
    schedule: { rate: 'rate(1 minute)', input: { shard } },
  }));
};
