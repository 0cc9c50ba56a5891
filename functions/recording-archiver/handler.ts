import type { Context } from 'aws-lambda';
import { parseEvent } from '../../shared/kernel/schema-issues.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { ArchiverReport, RunArchiver } from '../../shared/recordings/archiver/run-archiver.ts';
import { everyPartition, partitionsOf } from '../../shared/recordings/store/partitions.ts';
import { ArchiverEvent } from './schema.ts';

type Deps = Readonly<{ run: RunArchiver; shards: number; logger: Logger }>;

/** Every minute, once a shard: copies due recordings into the archive and reports what it did. */
export const createHandler =
  ({ run, shards, logger }: Deps) =>
  async (event: unknown, context: Context): Promise<ArchiverReport> => {
    const report = await run(shareOf(event, shards), () => context.getRemainingTimeInMillis());
    logger.info('recordings-run', report);
    return report;
  };

/** The partitions that the event asks for. */
const shareOf = (event: unknown, shards: number): readonly number[] => {
  const shard = parseEvent(ArchiverEvent, event, 'event')?.shard;
  return shard === undefined || shard === null ? everyPartition() : partitionsOf(shard, shards);
};
