import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes } from '../../storage/documents.ts';
import { Block, type StoredBlock } from './block.ts';

/** The list of all blocks is read shard by shard. */
export const BLOCK_SHARDS = 4;

/** Stands in the place of an app; no app has such a name. */
const ALL_APPS = '*';

/** The id of the block of a person in an app, or in all where none is named. */
export const blockIdOf = (lookup: LookupKeys, party: string, app: string | undefined): string =>
  lookup('party', 'block', app ?? ALL_APPS, party);

/** The partition of a shard. */
export const blockPartition = (shard: number): string => `BLOCKS#${shard}`;

/** The key of a block. It lies in the table of numbers, so that a bind reads it in the batch that it reads anyway. */
export const blockKey = (blockId: string) => ({
  pk: blockPartition((blockId.codePointAt(0) ?? 0) % BLOCK_SHARDS),
  sk: blockId,
});

const Item = v.object({ sk: v.string(), sealed: v.string() });

/** Beside the sealed record stands its end, so that a bind opens nothing. */
const End = v.object({ until: v.optional(v.string()) });

/** One that is over goes a day later. */
const KEPT_SECONDS = 24 * 3600;

/** The item of a block under an id. */
export const itemOfBlock = (sealer: Sealer, blockId: string, block: Block): Attributes => ({
  ...blockKey(blockId),
  until: block.until,
  sealed: sealer.sealCompact(JSON.stringify(block), blockId),
  ttl: block.until === undefined ? undefined : epochSeconds(addSeconds(new Date(block.until), KEPT_SECONDS)),
});

/** The block in an item. @throws {AppError} `item-unreadable`. */
export const blockIn = (sealer: Sealer, attributes: Attributes): StoredBlock => {
  const { sk: blockId, sealed } = v.parse(Item, attributes);
  const item = { kind: 'block', id: blockId, sealed, context: blockId } as const;
  return { blockId, block: openItem(sealer, Block, item) };
};

/** Whether the block of an item stands at that moment (ISO 8601 UTC). */
export const stands = (item: Attributes, at: string): boolean => {
  const { until } = v.parse(End, item);
  return until === undefined || until > at;
};
