// The archiver's schedules: one run a minute for each shard, as many as the parameter `recordingShards` says. CommonJS,
// because that is what the framework reads files with.

module.exports = async ({ resolveVariable }) => {
  const shards = Number(await resolveVariable('self:custom.settings.recordingShards'));
  // The plugin refuses what is not a number of shards, in one line; an error from here would come with a stack.
  const length = Number.isInteger(shards) && shards <= 32 ? shards : 0;
  return Array.from({ length }, (_, shard) => ({
    schedule: { rate: 'rate(1 minute)', input: { shard } },
  }));
};
