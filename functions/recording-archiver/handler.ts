import type { Context } from 'aws-lambda';
import * as v from 'valibot';
import { AppError } from '../../shared/kernel/errors.ts';
import { withLogContext } from '../../shared/observability/log-context.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { ArchiverReport, RunArchiver } from '../../shared/recordings/archiver/run-archiver.ts';
import { everyPartition, partitionsOf } from '../../shared/recordings/store/partitions.ts';

/** One shard, or all of them. Whatever a scheduler adds is let through. */
const ArchiverEvent = v.nullish(
  v.looseObject({ shard: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
);

type Deps = Readonly<{ run: RunArchiver; shards: number; logger: Logger }>;

/** Every minute, once a shard: copies due recordings into the archive and reports what it did. */
export const createHandler =
  ({ run, shards, logger }: Deps) =>
  async (event: unknown, context: Context): Promise<ArchiverReport> =>
    withLogContext({ requestId: context.awsRequestId, functionName: context.functionName }, async () => {
      const report = await run(shareOf(event, shards), () => context.getRemainingTimeInMillis());
      logger.info('recordings-run', report);
      return report;
    });

/** The partitions that the event asks for. */
const shareOf = (event: unknown, shards: number): readonly number[] => {
  const parsed = v.safeParse(ArchiverEvent, event);
  if (!parsed.success) throw new AppError('invalid-request', 'shard must be a whole number from 0 on');
  const shard = parsed.output?.shard;
  return shard === undefined || shard === null ? everyPartition() : partitionsOf(shard, shards);
};
