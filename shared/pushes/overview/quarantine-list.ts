import * as v from 'valibot';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Documents } from '../../storage/documents.ts';
import { isOfApps } from '../../storage/is-of-apps.ts';
import type { JournalWindow, QuarantinedItems } from '../maintenance/journaled-pushes.ts';
import { PUSH_KINDS } from '../push.ts';

/** An item in quarantine, as far as it stands in clear. */
export type QuarantineLine = Readonly<{
  itemId: string;
  app: string;
  kind: v.InferOutput<typeof Head>['kind'];
  reason: string;
  receivedAt: string;
  journalId: string;
}>;

const Head = v.object({
  pk: v.string(),
  app: v.string(),
  kind: v.picklist(PUSH_KINDS),
  reason: v.string(),
  receivedAt: v.string(),
  journalId: v.string(),
  broughtInAt: v.optional(v.string()),
});

/** One page, the oldest item first; `next` is where the list goes on. */
export type QuarantinePage = Readonly<{ items: readonly QuarantineLine[]; next: string | undefined }>;

type Asked = JournalWindow & Readonly<{ apps: readonly string[] | undefined }>;

/** So often a page of a caller of some apps looks further, before it ends short. */
const MOST_LOOKS = 20;

/** The heads of items in quarantine. Opens nothing, so one that cannot be opened is there as well. */
export const createQuarantineList = (
  { documents, table }: Readonly<{ documents: Documents; table: string }>,
  { list }: Pick<QuarantinedItems, 'list'>,
) => {
  const readAll = async (ids: readonly string[], apps: readonly string[] | undefined) => {
    const keys = ids.map((id) => ({ pk: `Q#${id}`, sk: 'Q' }));
    const found = await batchGetAll(documents, { purpose: 'reading the quarantine', table, keys });
    const heads = found.filter((item) => isOfApps(item, apps)).map((item) => v.parse(Head, item));
    // The index may still list one that has left.
    return heads.flatMap(({ broughtInAt, ...head }) => (broughtInAt === undefined ? [lineOf(head)] : []));
  };
  return {
    /** The item, where it waits and is of these apps. @throws {AppError} `store-unavailable`. */
    find: async (id: string, apps: readonly string[] | undefined): Promise<QuarantineLine | undefined> =>
      (await readAll([id], apps))[0],

    /** @throws {AppError} `store-unavailable`. */
    page: async ({ apps, ...window }: Asked): Promise<QuarantinePage> => {
      const items: QuarantineLine[] = [];
      let { after } = window;
      for (let looks = 0; looks < MOST_LOOKS && items.length < window.limit; looks += 1) {
        const limit = window.limit - items.length;
        const places = await list({ ...window, after, limit });
        const lines = new Map(
          (
            await readAll(
              places.map(({ id }) => id),
              apps,
            )
          ).map((line) => [line.itemId, line]),
        );
        items.push(...places.flatMap(({ id }) => lines.get(id) ?? []));
        if (places.length < limit) return { items, next: undefined };
        after = places.at(-1)?.place;
      }
      return { items, next: after };
    },
  };
};
export type QuarantineList = ReturnType<typeof createQuarantineList>;

const lineOf = ({ pk, ...line }: Omit<v.InferOutput<typeof Head>, 'broughtInAt'>): QuarantineLine => ({
  itemId: pk.slice('Q#'.length),
  ...line,
});
