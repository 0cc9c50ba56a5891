import { AppError } from '../kernel/errors.ts';
import { systemRandom } from '../kernel/system-random.ts';
import type { Attributes, BatchGetInput, Documents } from './documents.ts';

/** DynamoDB takes no more keys in one request (BatchGetItem). */
const BATCH = 100;

/** How often one batch is asked for. With the waits below that is 2.6 s at most, before any function ends. */
const MOST_ROUNDS = 10;
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 500;

/** How to wait before a batch is asked for again; in real time and by chance when absent. */
export type BackOff = Readonly<{
  sleep?: (milliseconds: number) => Promise<void>;
  /** From 0 up to but not including 1. */
  random?: () => number;
}>;

const inRealTime = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * The items of any number of keys, in no particular order; a key that stands there twice is read once, and what is absent
 * is left out. Keys that the engine leaves unread are asked for again, after a wait that doubles up to half a second and
 * of which a random part is waited, so that many callers do not come back together (exponential back-off, full jitter).
 *
 * @throws {AppError} `store-unavailable` when a request fails, or keys are left unread after ten rounds.
 */
export const batchGetAll = async (
  documents: Documents,
  { keys, ...call }: BatchGetInput,
  backOff: BackOff = {},
): Promise<readonly Attributes[]> => {
  const distinct = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
  const items: Attributes[] = [];
  for (let start = 0; start < distinct.length; start += BATCH) {
    const batch = { ...call, keys: distinct.slice(start, start + BATCH) };
    items.push(...(await batchGetOne(documents, batch, backOff)));
  }
  return items;
};

const batchGetOne = async (
  documents: Documents,
  { keys, ...call }: BatchGetInput,
  { sleep = inRealTime, random = systemRandom }: BackOff,
): Promise<readonly Attributes[]> => {
  const items: Attributes[] = [];
  let open = keys;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (round > 0) await sleep(random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (round - 1)));
    const answer = await documents.batchGet({ ...call, keys: open });
    items.push(...answer.items);
    open = answer.unread;
    if (open.length === 0) return items;
  }
  throw new AppError('store-unavailable', `${call.purpose} left keys unread`);
};
