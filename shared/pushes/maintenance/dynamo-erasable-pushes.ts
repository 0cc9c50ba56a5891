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

/**
 * The head alone makes a push known, so one write of it erases. Nothing is left of a push in parts, which none documented is;
 * the parts go afterwards.
 */
export const createDynamoErasablePushes = (options: PushStoreOptions): ErasablePushes => ({
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
  options: PushStoreOptions,
  id: string,
  head: JournalHead,
  restOf: (body: Uint8Array) => Uint8Array | undefined,
  now: Date,
): Promise<boolean> => {
  const body = await readJournaledBody(options, id, head);
  if (body === undefined) return true;
  const rest = head.parts > 1 ? undefined : restOf(body);
  const kept = rest && options.sealer.seal(gzipSync(rest, GZIP), contextOf(id, 0));
  const { written } = await options.documents.update({
    purpose: PURPOSE,
    table: options.table,
    key: headKey(id),
    change: `SET erasedAt = :now${kept === undefined ? ' REMOVE sealed' : ', sealed = :kept'}`,
    condition: 'sealed = :sealed',
    values: { ':now': iso(now), ':sealed': head.sealed, ...(kept && { ':kept': kept }) },
  });
  return written;
};
