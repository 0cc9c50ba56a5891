import type { Documents } from '../../storage/documents.ts';
import type { NumberLoss, OpenLoss } from './number-loss.ts';

/** One partition, because few numbers are lost at a time. */
export const LOST_PARTITION = 'LOST';

/** The key of a lost number in the table of numbers. */
export const lostKey = ({ app, key }: Pick<NumberLoss, 'app' | 'key'>) => ({
  pk: LOST_PARTITION,
  sk: `${app}#${key}`,
});

/** Notes lost numbers in the table of numbers. Apart from the rest of their store, because a bind needs no more of it. */
export const createDynamoOpenLoss =
  (documents: Pick<Documents, 'put'>, table: string): OpenLoss =>
  async (loss) => {
    await documents.put({
      purpose: 'noting the lost number',
      table,
      item: { ...lostKey(loss), ...loss },
      condition: 'attribute_not_exists(pk)',
    });
  };
