import * as v from 'valibot';
import { parsePrivateNumber } from '../../kernel/e164.ts';
import { ifReadable } from '../../sealing/if-readable.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { areaPartition, lookupKeyIn, numberKey, numberOf } from '../dynamo-number-store.ts';
import type { KeyedNumber } from '../private-number.ts';
import type { NumberDraw, Stretch } from './number-draw.ts';

const Place = v.object({ sk: v.string() });

/** The least letter of a look-up key: with it at its end a key stands behind itself and before every other. */
const LEAST_LETTER = 'a';

type Options = Readonly<{ documents: Documents; table: string; sealer: Sealer }>;

/** Some numbers out of many in DynamoDB, by their sort keys; those of an area by an index that holds keys only. */
export const createDynamoNumberDraw = ({ documents, table, sealer }: Options): NumberDraw => {
  // Checked here once and not by each bind: that costs more than all else that is done with a number.
  const keyed = (items: readonly Attributes[]): readonly KeyedNumber[] =>
    items.flatMap((item) => {
      // A bind goes without a number that cannot be opened, as without one that is closed.
      const number = ifReadable(() => numberOf(sealer, item));
      const x = number && parsePrivateNumber(number.x);
      return number === undefined || x === undefined ? [] : { ...number, x, key: lookupKeyOf(item) };
    });

  const atKeys = async (app: string, lookupKeys: readonly string[]): Promise<readonly KeyedNumber[]> => {
    const keys = lookupKeys.map((key) => numberKey(app, key));
    const items = await batchGetAll(documents, { purpose: 'reading private numbers', table, keys });
    return keyed(items);
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
        async numbers() {
          if (stretch.areaCode === undefined) return keyed(items);
          return inOrder(await atKeys(app, items.map(lookupKeyOf)));
        },
        rest: next && { ...stretch, from: `${lookupKeyOf(next)}${LEAST_LETTER}` },
      };
    },
  };
};

const inOrder = (numbers: readonly KeyedNumber[]): readonly KeyedNumber[] =>
  [...numbers].sort((left, right) => (left.key < right.key ? -1 : 1));

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

const lookupKeyOf = (item: Attributes): string => lookupKeyIn(v.parse(Place, item).sk);
