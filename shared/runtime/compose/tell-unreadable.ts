import type { Logger } from '../../observability/logger.ts';
import { SEALED_KINDS, type UnreadableItem } from '../../sealing/unreadable-item.ts';

/** Writes a line and a count for each stored item that cannot be opened; each reader then decides how to go on without it. */
export const tellUnreadable =
  (logger: Logger) =>
  ({ kind, id, dataKeyId, reason }: UnreadableItem): void => {
    logger.error('item-unreadable', { table: SEALED_KINDS[kind], kind, id, dataKeyId, reason });
    logger.metrics({ itemsUnreadable: 1 });
  };
