import { addSeconds, iso } from '../kernel/clock.ts';
import { itemOfOrder, orderIn } from '../privacy/dynamo-standing-orders.ts';
import { joinMemberships, type StandingOrder } from '../privacy/standing-orders.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';

type Deps = Readonly<{
  documents: Pick<Documents, 'get' | 'put'>;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

/**
 * Puts an order about a person under the present key of the number that is sealed in it. Where one stands there that was given
 * meanwhile, the two become one. The item itself stays where it is.
 *
 * @returns `changed`: the one under the present key was written meanwhile, and nothing was done. `unreadable`: one of them.
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const moveOrder = async (
  { documents, table, sealer, lookup }: Deps,
  item: Attributes,
  dryRun: boolean,
): Promise<'moved' | 'changed' | 'unreadable'> => {
  const former = orderIn(sealer, item);
  if (former === undefined) return 'unreadable';
  if (dryRun) return 'moved';
  const moved = { ...former, id: lookup('erasure', former.number) };
  const key = { pk: item['pk'], sk: moved.id };
  const there = await documents.get({ purpose: 'reading the erasure of a person', table, key });
  const present = there && orderIn(sealer, there);
  if (there !== undefined && present === undefined) return 'unreadable';
  const { written } = await documents.put({
    purpose: 'moving the erasure of a person',
    table,
    item: itemOfOrder(sealer, present === undefined ? moved : joined(moved, present)),
    ...(there === undefined
      ? { condition: 'attribute_not_exists(pk)' }
      : { condition: 'sealed = :sealed', values: { ':sealed': there['sealed'] } }),
  });
  return written ? 'moved' : 'changed';
};

/** The later one covers what the other means, but for its bindings. Its look begins anew, because it did not know them. */
const joined = (one: StandingOrder, other: StandingOrder): StandingOrder => {
  const [early, { from: _from, ...late }] = one.at <= other.at ? [one, other] : [other, one];
  return {
    ...late,
    // Another moment than before: a look that is under way must not end it, or store how far it is.
    at: iso(addSeconds(new Date(late.at), 0.001)),
    dueAt: early.dueAt > late.dueAt ? early.dueAt : late.dueAt,
    memberships: joinMemberships([early.memberships, late.memberships]),
    ...(early.isIncomplete === true ? { isIncomplete: true } : {}),
  };
};
