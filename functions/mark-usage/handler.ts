import type { Logger } from '../../shared/observability/logger.ts';
import {
  ALL_DONE,
  type BatchReport,
  type ItemChange,
  readItemChanges,
} from '../../shared/storage/item-changes.ts';
import type { MarkRun } from '../../shared/usage/count/mark-usage.ts';

type Deps = Readonly<{
  mark: (changes: readonly ItemChange[]) => Promise<MarkRun>;
  logger: Logger;
}>;

/**
 * Has the usage counted or marked that a batch of changes touches.
 *
 * @throws {AppError} `store-unavailable`: the batch comes again.
 */
export const createHandler =
  ({ mark, logger }: Deps) =>
  async (event: unknown): Promise<BatchReport> => {
    const changes = readItemChanges(event);
    try {
      const run = await mark(changes);
      logger.info('usage-marked', { changes: changes.length, ...run });
      return ALL_DONE;
    } catch (error) {
      logger.metrics({ usageNotCounted: 1 });
      throw error;
    }
  };
