import { hasCode } from '../kernel/errors.ts';
import { mapAtMost } from '../kernel/map-at-most.ts';
import type { Attributes, Documents, QueryPage } from '../storage/documents.ts';
import type { EraseOrder, FoundItem, ItemKind, ItemTable, Left } from './found-item.ts';
import { withOthersMasked } from './masked.ts';
import type { Person } from './person.ts';

/** Where a walk over all tables goes on: the table by its place in the list, and the key behind which the page begins. */
export type WalkPlace = Readonly<{
  step: number;
  start?: Attributes | undefined;
  /** The person's bindings that the walk has met, as {@link Person} has them. */
  memberships?: Readonly<Record<string, string>> | undefined;
}>;

/** Whether the bindings of the person are known from a place on; `undefined` is the end. */
export const isPrepared = (place: WalkPlace | undefined): boolean => place === undefined || place.step > 0;

/** `look` changes nothing; `export` neither, and gives the records. */
export type PersonOrder = Readonly<{ action: 'look' | 'export' | 'erase' }> &
  EraseOrder &
  Readonly<{
    /** Items that were made later, or of which that is not known and that came later, are not meant; ISO 8601 UTC. Absent: all are. */
    until?: Readonly<{ made: string; received: string }> | undefined;
  }>;

/** An item that stays, and why. */
export type LeftItem = Readonly<{
  kind: ItemKind;
  id: string;
  why: Left;
  roles?: readonly string[] | undefined;
}>;

/** The result of a part of a walk. */
export type PersonReport = Readonly<{
  /** Items of all kinds that were looked at. */
  looked: number;
  /** Items about the person, by kind. */
  found: Readonly<Record<string, number>>;
  erased: Readonly<Record<string, number>>;
  left: readonly LeftItem[];
  /** Items that do not open, and so may be about anybody. */
  unreadable: number;
  records: readonly Readonly<{ kind: ItemKind; id: string; record: unknown }>[];
  /** The bindings of the person that are known by now. */
  memberships: Readonly<Record<string, string>>;
  /** Absent: everything was looked at. */
  next?: WalkPlace | undefined;
}>;

type Deps = Readonly<{ documents: Documents; tables: readonly ItemTable[] }>;

/** Items of a page, and in work at a time. */
const PAGE = 100;
const AT_MOST = 5;

/** An answer of Lambda holds six megabytes. */
const MOST_RECORD_CHARACTERS = 2_000_000;

/**
 * Looks at every item of every table, as long as there is time. Nothing but this finds all of it: an
 * index has A, B, the caller and the callee, but no sender of a text, no temporary callee, no push.
 *
 * @throws {AppError} `store-unavailable`: go on from where this run began; repeating is safe.
 */
export const lookAtPerson = async (
  { documents, tables }: Deps,
  person: Person,
  order: PersonOrder,
  from: WalkPlace | undefined,
  hasTime: () => boolean,
): Promise<PersonReport> => {
  const tally = createTally();
  for (const [id, since] of Object.entries(from?.memberships ?? {})) person.memberships.set(id, since);
  let place: WalkPlace = from ?? { step: 0 };
  do {
    const { step, start } = place;
    const current = tables[step];
    if (current === undefined) return tally.report(person, undefined);
    const { look, prepares, page: readPage = scanOf(documents, current) } = current;
    const page = await readPage(start);
    const bounds = { atMost: AT_MOST, onFailure: 'go-on', hasTime } as const;
    const { untouched } = await mapAtMost(bounds, page.items, async (item) => {
      const found = await tally.looked(() => look(item, person), prepares);
      if (found === undefined || !isMeant(found, order)) return;
      await tally.whatOpens(async () => {
        if (prepares !== true) await treat(found, person, order, tally);
        else if (order.action === 'erase') await found.erase(order);
      });
    });
    // The end of a binding takes a while, so a page may be too long for the rest of a run; the next one does it again.
    if (untouched.length === 0) place = placeBehind(step, page);
  } while (hasTime() && tally.characters() < MOST_RECORD_CHARACTERS);
  return tally.report(person, tables[place.step] === undefined ? undefined : place);
};

const scanOf =
  (documents: Documents, { table }: ItemTable) =>
  (start: Attributes | undefined): Promise<QueryPage> =>
    documents.scan({ purpose: 'looking for a person', table, limit: PAGE, start });

const placeBehind = (step: number, { next }: QueryPage): WalkPlace =>
  next === undefined ? { step: step + 1 } : { step, start: next };

const isMeant = ({ madeAt, receivedAt = '' }: FoundItem, { until }: PersonOrder): boolean => {
  if (until === undefined) return true;
  return madeAt === undefined ? receivedAt <= until.received : madeAt <= until.made;
};

const treat = async (
  found: FoundItem,
  person: Person,
  order: PersonOrder,
  tally: ReturnType<typeof createTally>,
): Promise<void> => {
  const { kind, id, left, roles } = found;
  tally.found(kind);
  if (order.action === 'export')
    tally.record(kind, id, withOthersMasked(await found.record(order.operator), person));
  if (order.action !== 'erase') {
    if (left !== undefined) tally.left({ kind, id, why: left, roles });
    return;
  }
  const outcome = await found.erase(order);
  if (outcome === 'erased') tally.erased(kind);
  else tally.left({ kind, id, why: outcome, roles });
};

const createTally = () => {
  const counts = { found: new Map<ItemKind, number>(), erased: new Map<ItemKind, number>() };
  const left: LeftItem[] = [];
  const records: { kind: ItemKind; id: string; record: unknown }[] = [];
  let looked = 0;
  let unreadable = 0;
  let characters = 0;
  /** One item that does not open, or another that it needs, must not keep the walk from all others. */
  const whatOpens = async <Found>(
    work: () => Promise<Found>,
    prepares?: true | undefined,
  ): Promise<Found | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (hasCode(error, 'store-unavailable')) throw error;
      if (prepares === undefined) unreadable += 1;
      return undefined;
    }
  };
  const add = (to: Map<ItemKind, number>, kind: ItemKind) => to.set(kind, (to.get(kind) ?? 0) + 1);
  return {
    async looked(
      look: () => Promise<FoundItem | undefined>,
      prepares: true | undefined,
    ): Promise<FoundItem | undefined> {
      if (prepares === undefined) looked += 1;
      return whatOpens(look, prepares);
    },
    whatOpens,
    found: (kind: ItemKind) => add(counts.found, kind),
    erased: (kind: ItemKind) => add(counts.erased, kind),
    left: (item: LeftItem) => left.push(item),
    record(kind: ItemKind, id: string, record: unknown) {
      // Several items are of one call, and its record is the same each time.
      if (record === undefined || records.some((known) => known.kind === kind && known.id === id)) return;
      characters += JSON.stringify(record).length;
      records.push({ kind, id, record });
    },
    characters: () => characters,
    report: ({ memberships }: Person, next: WalkPlace | undefined): PersonReport => ({
      looked,
      found: Object.fromEntries(counts.found),
      erased: Object.fromEntries(counts.erased),
      left,
      unreadable,
      records,
      memberships: Object.fromEntries(memberships),
      ...(next === undefined ? {} : { next: { ...next, memberships: Object.fromEntries(memberships) } }),
    }),
  };
};
