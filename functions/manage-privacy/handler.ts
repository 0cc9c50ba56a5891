import type { Context } from 'aws-lambda';
import { addSeconds, type Clock, iso } from '../../shared/kernel/clock.ts';
import type { IdSource } from '../../shared/kernel/ids.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { SecondLookAtPeople } from '../../shared/privacy/erase-again.ts';
import {
  isPrepared,
  type PersonOrder,
  type PersonReport,
  type WalkPlace,
} from '../../shared/privacy/look-at-person.ts';
import type { RefusePrivateNumber } from '../../shared/privacy/refuse-private-number.ts';
import {
  joinMemberships,
  type PersonAudit,
  SECOND_LOOK_SECONDS,
  type StandingOrders,
} from '../../shared/privacy/standing-orders.ts';
import type { FittedEnds } from '../../shared/recordings/maintenance/fit-cdr-ends.ts';
import type { StandingErasures } from '../../shared/recordings/maintenance/standing-erasure.ts';
import type { LookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { type PrivacyOrder, readPrivacyOrder } from './schema.ts';

/** As {@link PersonReport}; with `next` there is more: ask again with it as `from`. */
export type PrivacyReport = Omit<PersonReport, 'next' | 'memberships'> &
  Readonly<{ action: string; next?: string }>;

type Deps = Readonly<{
  refusePrivateNumber: RefusePrivateNumber;
  look: (
    number: string,
    order: PersonOrder,
    from: WalkPlace | undefined,
    hasTime: () => boolean,
  ) => Promise<PersonReport>;
  /** The cursors of the walks for one number. */
  cursorsOf: (number: string) => Readonly<{
    write: (place: WalkPlace | undefined) => string | null;
    read: (cursor: string | undefined) => WalkPlace | undefined;
  }>;
  eraseAgain: (hasTime: () => boolean) => Promise<SecondLookAtPeople>;
  fitCdrEnds: (hasTime: () => boolean) => Promise<FittedEnds>;
  orders: StandingOrders;
  erasures: Pick<StandingErasures, 'put'>;
  lookup: LookupKeys;
  newId: IdSource;
  clock: Clock;
  logger: Logger;
}>;

type GivenOrder = Exclude<PrivacyOrder, { action: 'erase-again' | 'fit-cdr-ends' }>;

/** Nothing more is begun once less than this is left: the end of a binding may take some tries at the platform. */
const RESERVE_MS = 30_000;

/**
 * By hand, through `npm run ops -- privacy`: shows, exports or erases everything about a person. By its schedule: looks again
 * after every erasure, and has CDRs end with their recordings.
 *
 * @throws {AppError} `invalid-request`, `store-unavailable`; repeating is safe.
 */
export const createHandler =
  (deps: Deps) =>
  async (event: unknown, context: Context): Promise<PrivacyReport | SecondLookAtPeople | FittedEnds> => {
    const order = readPrivacyOrder(event);
    const hasTime = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    if (order.action === 'fit-cdr-ends') {
      const fitted = await deps.fitCdrEnds(hasTime);
      if (fitted.looked > 0) deps.logger.info('cdr-ends-fitted', fitted);
      return fitted;
    }
    if (order.action !== 'erase-again') return carryOut(deps, order, hasTime);
    const again = await deps.eraseAgain(hasTime);
    if (again.orders > 0) deps.logger.info('erasures-of-people-looked-after', again);
    return again;
  };

const carryOut = async (deps: Deps, order: GivenOrder, hasTime: () => boolean): Promise<PrivacyReport> => {
  const { action, party, operator, from } = order;
  await deps.refusePrivateNumber(party);
  const cursors = deps.cursorsOf(party);
  const place = cursors.read(from) ?? { step: 0, memberships: await begin(deps, order) };
  const endLive = order.action === 'erase' && order.endLive;
  const { next, memberships, ...report } = await deps.look(
    party,
    { action, operator, endLive },
    place,
    hasTime,
  );
  if (action === 'erase' && !isPrepared(place) && isPrepared(next)) await letStand(deps, order, memberships);
  const { looked, found, erased, unreadable } = report;
  deps.logger.info('person-looked-for', { action, operator, looked, found, erased, unreadable });
  const cursor = cursors.write(next);
  return { action, ...report, ...(cursor === null ? {} : { next: cursor }) };
};

const AUDIT_ACTIONS = {
  look: 'person-looked-for',
  export: 'person-exported',
  erase: 'person-erased',
} as const satisfies Record<GivenOrder['action'], PersonAudit['action']>;

/**
 * Before anything is read or erased: who did it, and what completes an erasure that is cut short. The answer has the bindings of the
 * person that an erasure in force knows: they name him no more.
 */
const begin = async (deps: Deps, order: GivenOrder): Promise<WalkPlace['memberships']> => {
  const { orders, erasures, lookup, newId, clock } = deps;
  const { action, party, operator } = order;
  const id = lookup('erasure', party);
  const at = iso(clock());
  // By the number: an order of before may stand under the other key while `lookupKey` changes.
  const standing = (await orders.list()).filter(({ number }) => number === party);
  const memberships = joinMemberships(standing.map((each) => each.memberships));
  await orders.audit({ id, action: AUDIT_ACTIONS[action], operator, at });
  if (action !== 'erase') return memberships;
  await letStand(deps, order, memberships);
  await erasures.put({ id: newId(), target: { by: 'party', party }, operator, at, isWhole: false });
  return memberships;
};

const letStand = async (
  { orders, lookup, clock }: Deps,
  { party, operator }: GivenOrder,
  memberships: WalkPlace['memberships'],
): Promise<void> => {
  const now = clock();
  const dueAt = iso(addSeconds(now, SECOND_LOOK_SECONDS));
  const id = lookup('erasure', party);
  await orders.put({ id, number: party, operator, at: iso(now), dueAt, memberships });
};
