import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { openItemBytes } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes, Documents, PutInput } from '../../storage/documents.ts';
import { JOURNAL_KEPT_SECONDS, type JournalEntry, PUSH_ROUTES, type PushJournal } from './push-journal.ts';

export type PushStoreOptions = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

/** DynamoDB keeps items up to 400 kB, and sealing makes four characters of three bytes. */
const MAX_PART_BYTES = 220_000;

/** Speed counts before size: the next level saves 4 % of the bytes and costs more than all the rest of a push. */
export const GZIP = { level: 1 };

const HEAD = 'N';

/** The first item of a push, without its key. */
export const JournalHead = v.object({
  app: v.string(),
  route: v.picklist(PUSH_ROUTES),
  bodyHash: v.string(),
  receivedAt: v.string(),
  signedAt: v.string(),
  /** Absent: nothing is left of it since an erasure. */
  sealed: v.optional(v.string()),
  erasedAt: v.optional(v.string()),
  parts: v.optional(v.number(), 1),
  /** The names of the records that it brought, from an erasure on: its body does not have them any more. */
  records: v.optional(v.array(v.string()), []),
});
export type JournalHead = v.InferOutput<typeof JournalHead>;

const Part = v.object({ sealed: v.string() });

/**
 * The journal in DynamoDB: one item a push, found by its nonce. A body that does not fit into one item (none documented
 * does that) has further parts, written before the item that makes the push known.
 */
export const createDynamoPushJournal = (options: PushStoreOptions): PushJournal => ({
  async keep(entry) {
    const id = idOf(options.lookup, entry);
    const [head, ...parts] = itemsOf(options, id, entry);
    for (const item of parts) await put(options, { item });
    const { written } = await put(options, { item: head, condition: 'attribute_not_exists(pk)' });
    if (written) return { kind: 'new', id };
    const known = await readHead(options, id);
    if (known === undefined) return { kind: 'repeated', id, receivedAt: entry.receivedAt };
    return known.bodyHash === head.bodyHash
      ? { kind: 'repeated', id, receivedAt: new Date(known.receivedAt) }
      : { kind: 'replayed' };
  },

  async list(id, entry) {
    const [head] = itemsOf(options, id, { ...entry, listed: true });
    // Where the condition fails it is listed already, or gone with its time.
    await put(options, {
      item: head,
      condition:
        'bodyHash = :bodyHash AND attribute_not_exists(receivedKey) AND attribute_not_exists(erasedAt)',
      values: { ':bodyHash': head.bodyHash },
    });
  },

  async read(id) {
    const head = await readHead(options, id);
    const body = head && (await readJournaledBody(options, id, head));
    if (head === undefined || body === undefined) return undefined;
    const { app, route, receivedAt, signedAt, erasedAt } = head;
    return { app, route, receivedAt, signedAt, erasedAt, body };
  },
});

/** The body of a push in whole; `undefined`: it was erased. @throws {AppError} `store-unavailable`. */
export const readJournaledBody = async (
  options: PushStoreOptions,
  id: string,
  { sealed, erasedAt, parts, bodyHash }: JournalHead,
): Promise<Uint8Array | undefined> => {
  if (sealed === undefined && erasedAt !== undefined) return undefined;
  const sealedParts = [v.parse(v.string(), sealed)];
  for (let part = 1; part < parts; part += 1) sealedParts.push(await readPart(options, id, bodyHash, part));
  const opened = sealedParts.map((bytes, part) =>
    openItemBytes(options.sealer, { kind: 'push', id, sealed: bytes, context: contextOf(id, part) }),
  );
  return gunzipSync(Buffer.concat(opened));
};

/** The key of the item that makes a push known. */
export const headKey = (id: string) => ({ pk: `N#${id}`, sk: HEAD });

/** Under an unverified signature anybody could use up a nonce, so such a push is known by its body instead. */
const idOf = (lookup: LookupKeys, { app, nonce, received }: JournalEntry): string =>
  nonce === undefined ? lookup('nonce', app, 'unverified', digest(received)) : lookup('nonce', app, nonce);

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

/** The context under which a part of a body is sealed; the first is 0. */
export const contextOf = (id: string, part: number): string => (part === 0 ? `N#${id}` : `N#${id}#${part}`);

/** Parts of the same body open in any mixture, so simultaneous deliveries cannot spoil each other's. */
export const partKey = (id: string, bodyHash: string, part: number) => ({
  pk: `N#${id}`,
  sk: `P#${bodyHash}#${part}`,
});

const itemsOf = (
  { lookup, sealer }: PushStoreOptions,
  id: string,
  { app, route, received, body, receivedAt, signedAt, listed = true }: JournalEntry,
): readonly [Attributes & { bodyHash: string }, ...Attributes[]] => {
  const at = receivedAt.toISOString();
  const ttl = epochSeconds(addSeconds(receivedAt, JOURNAL_KEPT_SECONDS));
  const bodyHash = lookup('body', app, digest(received));
  const sealed = split(gzipSync(body, GZIP)).map((bytes, part) => sealer.seal(bytes, contextOf(id, part)));
  const head = {
    ...headKey(id),
    app,
    route,
    bodyHash,
    receivedAt: at,
    signedAt: signedAt.toISOString(),
    ...(listed ? { day: at.slice(0, 10), receivedKey: `${at}#${id}` } : {}),
    sealed: sealed[0],
    ...(sealed.length > 1 ? { parts: sealed.length } : {}),
    ttl,
  };
  const further = sealed
    .slice(1)
    .map((part, index) => ({ ...partKey(id, bodyHash, index + 1), sealed: part, ttl }));
  return [head, ...further];
};

const split = (bytes: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.byteLength / MAX_PART_BYTES) }, (_, part) =>
    bytes.subarray(part * MAX_PART_BYTES, (part + 1) * MAX_PART_BYTES),
  );

const put = (
  { documents, table }: PushStoreOptions,
  input: Pick<PutInput, 'item' | 'condition' | 'values'>,
) => documents.put({ purpose: 'journaling the push', table, ...input });

const PURPOSE = 'reading the journal';

/** The first item of a push. @throws {AppError} `store-unavailable`. */
export const readHead = async (
  { documents, table }: PushStoreOptions,
  id: string,
): Promise<JournalHead | undefined> => {
  const found = await documents.get({ purpose: PURPOSE, table, key: headKey(id) });
  return found && v.parse(JournalHead, found);
};

const readPart = async (
  { documents, table }: PushStoreOptions,
  id: string,
  bodyHash: string,
  part: number,
): Promise<string> => {
  const found = await documents.get({ purpose: PURPOSE, table, key: partKey(id, bodyHash, part) });
  return v.parse(Part, found).sealed;
};
