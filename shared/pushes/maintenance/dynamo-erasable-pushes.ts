import { gzipSync } from 'node:zlib';
import { iso } from '../../kernel/clock.ts';
import {
  contextOf,
  GZIP,
  headKey,
  type JournalHead,
  type PushStoreOptions,
  partKey,
  readHead,
  readJournaledBody,
} from '../intake/dynamo-push-journal.ts';
import type { ErasablePushes } from './erasable-pushes.ts';

const PURPOSE = 'erasing a person from the journal';

type Options = PushStoreOptions &
  Readonly<{
    /** The names of the records that a push brings; none where its app is not known any more. */
    namesIn: (body: Uint8Array, push: Readonly<{ app: string; receivedAt: string }>) => readonly string[];
  }>;

/**
 * The records that a push brought of which an erasure has taken a part, or all; they are about nobody. `undefined`: nothing was erased. @throws
 * {AppError} `store-unavailable`.
 */
export const readErasedRecords = async (
  options: PushStoreOptions,
  id: string,
): Promise<Readonly<{ receivedAt: string; records: readonly string[] }> | undefined> => {
  const head = await readHead(options, id);
  return head?.erasedAt === undefined ? undefined : head;
};

/**
 * The head alone makes a push known, so one write of it erases. Nothing is left of a push in parts, which none documented is;
 * the parts go afterwards.
 */
export const createDynamoErasablePushes = (options: Options): ErasablePushes => ({
  isErased: async (id) => (await readHead(options, id))?.erasedAt !== undefined,

  async erase(id, restOf, now) {
    const head = await readHead(options, id);
    if (head === undefined) return true;
    if (!(await eraseHead(options, id, head, restOf, now))) return false;
    for (let part = 1; part < head.parts; part += 1)
      await options.documents.remove({
        purpose: PURPOSE,
        table: options.table,
        key: partKey(id, head.bodyHash, part),
      });
    return true;
  },
});

const eraseHead = async (
  options: Options,
  id: string,
  head: JournalHead,
  restOf: (body: Uint8Array) => Uint8Array | undefined,
  now: Date,
): Promise<boolean> => {
  const body = await readJournaledBody(options, id, head);
  if (body === undefined) return true;
  const rest = head.parts > 1 ? undefined : restOf(body);
  const kept = rest && options.sealer.seal(gzipSync(rest, GZIP), contextOf(id, 0));
  // Exports go on to find the records by them: times and lengths stay for the bill.
  const records = [...new Set([...head.records, ...options.namesIn(body, head)])];
  const { written } = await options.documents.update({
    purpose: PURPOSE,
    table: options.table,
    key: headKey(id),
    change: `SET erasedAt = :now, records = :records${kept === undefined ? ' REMOVE sealed' : ', sealed = :kept'}`,
    condition: 'sealed = :sealed',
    values: { ':now': iso(now), ':records': records, ':sealed': head.sealed, ...(kept && { ':kept': kept }) },
  });
  return written;
};
