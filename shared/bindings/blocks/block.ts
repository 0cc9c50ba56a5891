import * as v from 'valibot';
import type { E164 } from '../../kernel/e164.ts';

/** A person who may not be bound, nor reach anybody: in one app, or in all. */
export const Block = v.object({
  party: v.custom<E164>((value) => typeof value === 'string'),
  /** Absent: in all apps. */
  app: v.optional(v.string()),
  /** In words of the maker, without a number. */
  reason: v.optional(v.string()),
  /** ISO 8601 UTC, as `until`; without that it stands until it is taken away. */
  createdAt: v.string(),
  until: v.optional(v.string()),
  /** The name of the API key that made it. */
  madeBy: v.string(),
});
export type Block = v.InferOutput<typeof Block>;

/** A block as it is stored. The id is a look-up key: one person has one block an app. */
export type StoredBlock = Readonly<{ blockId: string; block: Block }>;

/** The place of a block in the list, which has no order that means anything. */
export const BlockPlace = v.strictObject({ shard: v.number(), after: v.optional(v.string()) });
export type BlockPlace = v.InferOutput<typeof BlockPlace>;

export type BlockPage = Readonly<{
  items: readonly StoredBlock[];
  unreadable: readonly string[];
  next: BlockPlace | undefined;
}>;

/** Blocks that are over are not there. Every method throws `AppError` `store-unavailable`. */
export interface BlockStore {
  /** Stores a block over the one that the person has in that app. `added`: there was none. */
  put(block: Block): Promise<StoredBlock & Readonly<{ added: boolean }>>;
  /** @throws {AppError} `item-unreadable`. */
  get(blockId: string): Promise<StoredBlock | undefined>;
  /** The blocks of a person: in these apps, and the one in all. @throws {AppError} `item-unreadable`. */
  of(party: E164, apps: readonly string[]): Promise<readonly StoredBlock[]>;
  /** At most `limit` blocks from a place on. */
  page(limit: number, from: BlockPlace | undefined): Promise<BlockPage>;
  remove(block: Block): Promise<void>;
}
