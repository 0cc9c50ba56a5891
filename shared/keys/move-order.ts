import { addSeconds, iso } from '../kernel/clock.ts';
import { itemOfOrder, orderIn } from '../privacy/dynamo-standing-orders.ts';
import { joinMemberships, type StandingOrder } from '../privacy/standing-orders.ts';
import type { Attributes } from '../storage/documents.ts';
import { type KeyMoveDeps, type MoveOutcome, moveToPresentKey } from './move-to-present-key.ts';

/**
 * Moves an order about a person, as {@link moveToPresentKey}.
 *
 * @throws {AppError} `store-unavailable`; repeating is safe.
 */
export const moveOrder = (deps: KeyMoveDeps, item: Attributes, dryRun: boolean): Promise<MoveOutcome> =>
  moveToPresentKey(deps, item, dryRun, {
    name: 'the erasure of a person',
    read: (each) => orderIn(deps.sealer, each),
    itemOf(former, present) {
      const moved = { ...former, id: deps.lookup('erasure', former.number) };
      return itemOfOrder(deps.sealer, present === undefined ? moved : joined(moved, present));
    },
  });

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
