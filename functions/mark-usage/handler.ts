import type { Logger } from '../../shared/observability/logger.ts';
import {
  ALL_DONE,
  type BatchReport,
  type ItemChange,
  readItemChanges,
} from '../../shared/storage/item-changes.ts';

type Deps = Readonly<{
  /** Marks what these changes touch; how many cells they are. */
  mark: (changes: readonly ItemChange[]) => Promise<number>;
  logger: Logger;
}>;

/**
 * Marks the usage that a batch of changes touches.
 *
 * @throws {AppError} `store-unavailable`: the batch comes again.
 */
export const createHandler =
  ({ mark, logger }: Deps) =>
  async (event: unknown): Promise<BatchReport> => {
    const changes = readItemChanges(event);
    try {
      const cells = await mark(changes);
      logger.info('usage-marked', { changes: changes.length, cells });
      return ALL_DONE;
    } catch (error) {
      logger.metrics({ usageNotCounted: 1 });
      throw error;
    }
  };
