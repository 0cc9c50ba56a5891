import * as v from 'valibot';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes } from '../../storage/documents.ts';
import { isOfApps } from '../../storage/is-of-apps.ts';
import { queryPages } from '../../storage/query-all.ts';
import { JournalHead, type PushStoreOptions, readJournaledBody } from '../intake/dynamo-push-journal.ts';
import type { PushRoute } from '../intake/push-journal.ts';
import type { PushApp, PushKind, ReadPush } from '../push.ts';
import { listing } from './count-pushes.ts';
import { type Span, spansOf } from './push-buckets.ts';

/** A journaled push, without anything that it brought. `kind` and `items` are not there of one that cannot be opened. */
export type PushLine = Readonly<{
  journalId: string;
  app: string;
  route: PushRoute;
  receivedAt: string;
  kind?: PushKind;
  items?: number;
}>;

/** `reachedTo`: every push since then was looked at. */
export type LatestPushes = Readonly<{
  latest: readonly PushLine[];
  /** When each of the looked-at ones came. */
  receivedAt: readonly string[];
  reachedTo: string;
}>;

const Entry = v.object({ pk: v.string(), sk: v.string(), receivedKey: v.string() });
const Kept = v.object({ pk: v.string(), ...JournalHead.entries });
type Kept = v.InferOutput<typeof Kept>;

const SHOWN = 50;
/** A push has some kilobytes, so no more of them are read. */
const READ_AT_MOST = 500;

type Deps = PushStoreOptions & Readonly<{ read: ReadPush; appOf: (name: string) => PushApp | undefined }>;

/**
 * Reads the last pushes of these apps, the newest first; `undefined`: of all. Those of some apps alone are looked for among 500 of
 * all, because the index tells no app.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const latestPushes = async (
  deps: Deps,
  asked: Span,
  apps: readonly string[] | undefined,
  hasTime: () => boolean,
): Promise<LatestPushes> => {
  const most = apps === undefined ? SHOWN : READ_AT_MOST;
  const seen: Kept[] = [];
  let read = 0;
  let reachedTo = asked.from;
  for await (const entries of pagesBackwards(deps, asked)) {
    const keys = entries.map(({ pk, sk }) => ({ pk, sk }));
    const items = await batchGetAll(deps.documents, { ...keysOf(deps), keys });
    seen.push(...items.filter((item) => isOfApps(item, apps)).map((item) => v.parse(Kept, item)));
    read += entries.length;
    const [reached = asked.to] = entries.at(-1)?.receivedKey.split('#') ?? [];
    if (read < most && hasTime()) continue;
    reachedTo = reached;
    break;
  }
  const newestFirst = seen.toSorted((one, other) => (one.receivedAt < other.receivedAt ? 1 : -1));
  return {
    latest: await Promise.all(newestFirst.slice(0, SHOWN).map((head) => lineOf(deps, head))),
    receivedAt: newestFirst.map(({ receivedAt }) => receivedAt),
    reachedTo,
  };
};

const keysOf = ({ table }: Pick<Deps, 'table'>) => ({ purpose: 'reading the latest pushes', table });

async function* pagesBackwards(
  { documents, table }: Pick<Deps, 'documents' | 'table'>,
  asked: Span,
): AsyncGenerator<readonly v.InferOutput<typeof Entry>[], void> {
  for (const span of spansOf(asked).toReversed()) {
    const query = { ...listing(table, span), descending: true, limit: SHOWN };
    for await (const { items } of queryPages(documents, query))
      if (items.length > 0) yield items.map((item: Attributes) => v.parse(Entry, item));
  }
}

const lineOf = async (deps: Deps, head: Kept): Promise<PushLine> => {
  const { pk, app, route, receivedAt } = head;
  const journalId = pk.slice('N#'.length);
  const line = { journalId, app, route, receivedAt };
  const pushApp = deps.appOf(app);
  // One in parts, which none documented is, would be read part by part.
  if (pushApp === undefined || head.parts > 1) return line;
  const body = await insteadOfUnreadable(readJournaledBody(deps, journalId, head), undefined);
  if (body === undefined) return line;
  const { kind, items } = deps.read(body, pushApp, new Date(receivedAt));
  return { ...line, kind, items: items.length };
};
