import * as v from 'valibot';
import { iso } from '../../kernel/clock.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Attributes } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import type { PushStoreOptions } from '../intake/dynamo-push-journal.ts';
import { PUSH_ROUTES } from '../intake/push-journal.ts';
import { PUSH_KINDS } from '../push.ts';
import { daysBetween } from './days-between.ts';
import type { JournaledPushes, JournalPlace, JournalWindow, QuarantinedItems } from './journaled-pushes.ts';

type Options = Pick<PushStoreOptions, 'documents' | 'table'>;

const IndexEntry = v.object({ pk: v.string(), receivedKey: v.string() });

/** Keys are letters, so this sorts behind every key of an instant. */
const BEHIND = '~';

/** The journal by day, over the index that both share. */
export const createDynamoJournaledPushes = (options: Options): JournaledPushes => ({
  list: (window) => listDays(options, '', window),
});

const Item = v.object({
  app: v.string(),
  route: v.picklist(PUSH_ROUTES),
  kind: v.picklist(PUSH_KINDS),
  reason: v.string(),
  journalId: v.string(),
  receivedAt: v.string(),
  signedAt: v.string(),
  broughtInAt: v.optional(v.string()),
  sealed: v.optional(v.string()),
});

/** The quarantine by day, under `Q#<day>` of the same index. */
export const createDynamoQuarantinedItems = (
  options: Options & Pick<PushStoreOptions, 'sealer'>,
): QuarantinedItems => ({
  list: (window) => listDays(options, 'Q#', window),

  async read(id) {
    const { documents, table, sealer } = options;
    const key = quarantineKey(id);
    const found = await documents.get({ purpose: 'reading the quarantine', table, key });
    if (found === undefined) return undefined;
    const { sealed, broughtInAt, ...item } = v.parse(Item, found);
    const sealedItem = { kind: 'quarantined-item', id, context: key.pk } as const;
    const sent = sealed === undefined ? undefined : openItem(sealer, v.unknown(), { ...sealedItem, sealed });
    return { ...item, broughtInAt, sent };
  },

  async markBroughtIn(id, at) {
    await leaveList(options, id, at, { purpose: 'marking the item as brought in', condition: WAITS });
  },

  discard: (id, at) =>
    leaveList(options, id, at, {
      purpose: 'taking the item out of the quarantine',
      condition: WAITS,
      reason: 'discarded',
    }),

  async erase(id, at) {
    await leaveList(options, id, at, {
      purpose: 'erasing the item in quarantine',
      condition: 'attribute_exists(pk)',
      reason: 'erased',
      without: ['sealed'],
    });
  },
});

const quarantineKey = (id: string) => ({ pk: `Q#${id}`, sk: 'Q' });

/** One day is one partition of the index, so a window is read day by day. */
const listDays = async (
  options: Options,
  prefix: string,
  window: JournalWindow,
): Promise<readonly JournalPlace[]> => {
  const places: JournalPlace[] = [];
  const first = window.after !== undefined && window.after > window.from ? window.after : window.from;
  for (const day of daysBetween(first, window.to)) {
    const limit = window.limit - places.length;
    if (limit <= 0) break;
    places.push(...(await listDay(options, `${prefix}${day}`, { ...window, limit })));
  }
  return places;
};

const listDay = async (
  { documents, table }: Options,
  day: string,
  { from, to, after, limit }: JournalWindow,
): Promise<readonly JournalPlace[]> => {
  const query = {
    purpose: 'listing journaled pushes',
    table,
    index: 'day-index',
    where: '#day = :day AND receivedKey BETWEEN :lowest AND :highest',
    names: { '#day': 'day' },
    // A key is an instant with `#` and an id behind it: it sorts after the instant alone, so `to` is excluded.
    values: {
      ':day': day,
      ':lowest': after === undefined ? from : `${after}${BEHIND}`,
      ':highest': to,
    },
  };
  return (await queryAll(documents, query, { most: limit })).map(toPlace);
};

/** The keys are `N#<id>` and `Q#<id>`. */
const toPlace = (attributes: Attributes): JournalPlace => {
  const { pk, receivedKey } = v.parse(IndexEntry, attributes);
  return { id: pk.slice('N#'.length), place: receivedKey };
};

const WAITS = 'attribute_exists(pk) AND attribute_not_exists(broughtInAt)';

type Leaving = Readonly<{
  purpose: string;
  condition: string;
  /** In place of why the item is there. */
  reason?: string;
  without?: readonly string[];
}>;

/** The list of a day has those that are still to be brought in, which are counted by it. `false`: the condition does not hold. */
const leaveList = async (
  { documents, table }: Pick<Options, 'documents' | 'table'>,
  id: string,
  at: Date,
  { purpose, condition, reason, without = [] }: Leaving,
): Promise<boolean> => {
  const { written } = await documents.update({
    purpose,
    table,
    key: quarantineKey(id),
    change: `SET broughtInAt = :at${reason === undefined ? '' : ', reason = :reason'} REMOVE ${[...without, '#day', 'receivedKey'].join(', ')}`,
    names: { '#day': 'day' },
    condition,
    values: { ':at': iso(at), ...(reason === undefined ? {} : { ':reason': reason }) },
  });
  return written;
};
