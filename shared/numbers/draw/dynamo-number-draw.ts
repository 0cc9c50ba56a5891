import * as v from 'valibot';
import type { Sealer } from '../../sealing/sealer.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { areaPartition, numberKey, numberOf } from '../dynamo-number-store.ts';
import type { KeyedNumber } from '../private-number.ts';
import type { NumberDraw, Stretch } from './number-draw.ts';

const Place = v.object({ sk: v.string() });

/** The least letter of a look-up key: with it at its end a key stands behind itself and before every other. */
const LEAST_LETTER = 'a';

type Options = Readonly<{ documents: Documents; table: string; sealer: Sealer }>;

/** Some numbers out of many in DynamoDB, by their sort keys; those of an area by an index that holds keys only. */
export const createDynamoNumberDraw = ({ documents, table, sealer }: Options): NumberDraw => {
  const keyed = (item: Attributes): KeyedNumber => ({ ...numberOf(sealer, item), key: lookupKeyOf(item) });

  const atKeys = async (app: string, lookupKeys: readonly string[]): Promise<readonly KeyedNumber[]> => {
    const keys = lookupKeys.map((key) => numberKey(app, key));
    const items = await batchGetAll(documents, { purpose: 'reading private numbers', table, keys });
    return items.map(keyed);
  };

  return {
    atKeys,

    async window(stretch, size) {
      const { app } = stretch;
      const { items, next } = await documents.query({
        purpose: 'drawing private numbers',
        table,
        ...rangeOf(stretch),
        limit: size,
      });
      return {
        numbers: async () =>
          stretch.areaCode === undefined ? items.map(keyed) : atKeys(app, items.map(lookupKeyOf)),
        rest: next && { ...stretch, from: `${lookupKeyOf(next)}${LEAST_LETTER}` },
      };
    },
  };
};

const rangeOf = ({ app, areaCode, from, to }: Stretch) => {
  const bounds = { ':from': `X#${from}`, ':to': `X#${to}` };
  return areaCode === undefined
    ? { where: 'pk = :pk AND sk BETWEEN :from AND :to', values: { ':pk': `APP#${app}`, ...bounds } }
    : {
        index: 'area-index',
        where: 'openArea = :area AND sk BETWEEN :from AND :to',
        values: { ':area': areaPartition(app, areaCode), ...bounds },
      };
};

const lookupKeyOf = (item: Attributes): string => v.parse(Place, item).sk.slice('X#'.length);
