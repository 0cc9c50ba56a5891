import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { type Clock, iso } from '../../kernel/clock.ts';
import { hasCode } from '../../kernel/errors.ts';
import { type LookupKeys, markIn, markOf } from '../../sealing/lookup-keys.ts';
import { openItemBytes } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes, Documents, PutInput } from '../../storage/documents.ts';
import { recordOf } from '../dynamo/binding-item.ts';
import { bindingKey } from '../dynamo/binding-keys.ts';
import { ReservationItem, reservationOf } from '../dynamo/reservation-item.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { type Translate, translateFor } from './people-of-record.ts';

type Deps = Readonly<{
  documents: Pick<Documents, 'get' | 'put'>;
  table: string;
  sealer: Sealer;
  /** The key under which the reservations stand, and that under which they are to stand as well. */
  from: LookupKeys;
  to: LookupKeys;
  /** Which of the two is right where they differ, as functions go by it. */
  decides: 'from' | 'to';
  clock: Clock;
}>;

/**
 * `same`: it stands under both keys alike. `copied`: now it does. `over`: nobody has it. `changed`: others wrote it all the while.
 * `unknown`: it is held or rests, until `freeAt`, for somebody whom its binding does not name any more, or whose binding is gone.
 * `unreadable`: its binding, or its route, cannot be opened.
 */
export type Copied =
  | Readonly<{ kind: 'same' | 'copied' | 'over' | 'changed' }>
  | Readonly<{ kind: 'unknown'; freeAt: string | undefined; releasedAt: string | undefined }>
  | Readonly<{ kind: 'unreadable'; bindingId: string }>;

const Key = v.object({ pk: v.string(), sk: v.string() });
type Key = v.InferOutput<typeof Key>;

/** Others write between two looks; nobody writes one reservation so often. */
const LOOKS = 5;

/**
 * Makes the reservation under the key to come as it is under the former one. Everybody who writes a reservation writes it under
 * the former key first, so a difference is old, on its way, or of somebody who died between the two; the copy is written over nothing
 * but what was read before the original, and both are read once more behind it. Once the key to come decides, a reservation that
 * another binding has there stays.
 *
 * @param item as a walk over the table has met it
 * @throws {AppError} `store-unavailable`.
 */
export const copyReservation = async (deps: Deps, item: Attributes, dryRun: boolean): Promise<Copied> => {
  const key = v.parse(Key, item);
  try {
    for (let look = 0; look < LOOKS; look += 1) {
      const result = await copyOnce(deps, key, dryRun);
      if (result === 'same') return { kind: look === 0 ? 'same' : 'copied' };
      if (result !== 'again') return result;
    }
    return { kind: 'changed' };
  } catch (error) {
    if (hasCode(error, 'item-unreadable')) return unlessOver(deps, item, 'unreadable');
    throw error;
  }
};

/** One look, and a write where the two differ. */
const copyOnce = async (deps: Deps, key: Key, dryRun: boolean): Promise<Copied | 'same' | 'again'> => {
  const { documents, table } = deps;
  const original = await read(deps, key);
  if (original === undefined) return { kind: 'over' };
  const record = await recordFor(deps, original);
  const [, app = '', party = ''] = key.pk.split('#');
  const translate = record && translateFor(record, deps.from, deps.to);
  const nextParty = translate?.(party);
  if (translate === undefined) return unlessOver(deps, original, 'gone');
  if (nextParty === undefined) return unlessOver(deps, original, 'unknown');
  const nextKey = { pk: `P#${app}#${nextParty}`, sk: key.sk };
  const copy = await read(deps, nextKey);
  const again = await read(deps, key);
  if (again?.['bindingId'] !== original['bindingId'] || again === undefined) return 'again';
  const wanted = { ...again, ...nextKey, ...translated(deps, again, party, nextParty, translate) };
  if (copy !== undefined && isSame(deps, copy, wanted, nextParty)) return 'same';
  if (deps.decides === 'to' && !isOpenTo(again, copy, deps.clock())) return 'same';
  if (dryRun) return { kind: 'copied' };
  await documents.put({ purpose: 'copying a reservation', table, item: wanted, ...unchanged(copy) });
  return 'again';
};

/** Whether it may stand in the place of a copy that decides. */
const isOpenTo = (original: Attributes, copy: Attributes | undefined, now: Date): boolean => {
  if (copy?.['bindingId'] === original['bindingId']) return true;
  return isTaken(original, now) && (copy === undefined || !isTaken(copy, now));
};

const isTaken = (item: Attributes, now: Date): boolean => {
  const { freeAt, mayBeHeld } = reservationOf(v.parse(ReservationItem, item), now);
  return freeAt === undefined || freeAt > iso(now) || mayBeHeld === true;
};

const read = ({ documents, table }: Deps, { pk, sk }: Key): Promise<Attributes | undefined> =>
  documents.get({ purpose: 'reading a reservation', table, key: { pk, sk } });

const recordFor = async (
  { documents, table, sealer }: Deps,
  reservation: Attributes,
): Promise<BindingRecord | undefined> => {
  const { bindingId } = v.parse(ReservationItem, reservation);
  const purpose = 'reading the binding of a reservation';
  const item = await documents.get({ purpose, table, key: bindingKey(bindingId) });
  return item && recordOf(sealer, item);
};

/** Whom it is for is not known; that matters as long as somebody has it, or nobody else may. */
const unlessOver = ({ clock }: Deps, item: Attributes, why: 'unreadable' | 'unknown' | 'gone'): Copied => {
  const now = clock();
  const { bindingId, freeAt, releasedAt } = reservationOf(v.parse(ReservationItem, item), now);
  if (freeAt !== undefined && freeAt <= iso(now)) return { kind: 'over' };
  // A binding is kept for longer than it has numbers, though not always for longer than they rest.
  if (why === 'gone' && freeAt === undefined) return { kind: 'over' };
  return why === 'unreadable' ? { kind: why, bindingId } : { kind: 'unknown', freeAt, releasedAt };
};

/** Not the words that stand where nobody is a partner, or an erased one was. */
const LOOKUP_KEY = /^[a-z]{32}$/;

/** Stands in the place of a partner whom nobody knows any more: the pair does not come back to an own cool-down. */
const UNKNOWN = 'unknown';

const translated = (
  { sealer, from }: Deps,
  original: Attributes,
  party: string,
  nextParty: string,
  translate: Translate,
): Attributes => {
  const { partner, route, bindingId } = v.parse(ReservationItem, original);
  const isKey = LOOKUP_KEY.test(partner) && markIn(partner) === markOf(from);
  const opened =
    route && openItemBytes(sealer, { kind: 'route', id: bindingId, sealed: route, context: party });
  return {
    partner: translate(partner) ?? (isKey ? UNKNOWN : partner),
    ...(opened ? { route: sealer.seal(opened, nextParty) } : {}),
  };
};

/** The same text is never sealed twice alike. */
const isSame = ({ sealer }: Deps, copy: Attributes, wanted: Attributes, party: string): boolean => {
  const opened = ({ route, ...item }: Attributes) => ({
    ...item,
    ...(typeof route === 'string' ? { route: sealer.open(route, party).toString('utf8') } : {}),
  });
  return isDeepStrictEqual(opened(copy), opened(wanted));
};

const WRITTEN = [
  ...['bindingId', 'partner', 'freeAt', 'endsAt', 'surelyAt', 'releasedAt'],
  ...['route', 'restsUntil', 'restsForAll'],
];

const unchanged = (copy: Attributes | undefined): Pick<PutInput, 'condition' | 'names' | 'values'> => {
  if (copy === undefined) return { condition: 'attribute_not_exists(pk)' };
  const there = WRITTEN.filter((name) => copy[name] !== undefined);
  return {
    condition: WRITTEN.map((name) =>
      copy[name] === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}`,
    ).join(' AND '),
    names: Object.fromEntries(WRITTEN.map((name) => [`#${name}`, name])),
    values: Object.fromEntries(there.map((name) => [`:${name}`, copy[name]])),
  };
};
