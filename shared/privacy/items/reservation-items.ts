import * as v from 'valibot';
import { ReservationItem, reservationOf } from '../../bindings/dynamo/reservation-item.ts';
import type { BindingStore } from '../../bindings/model/binding-store.ts';
import { XRoute } from '../../bindings/model/x-route.ts';
import { type Clock, iso } from '../../kernel/clock.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import type { FoundItem, Left, LookAtItem } from '../found-item.ts';
import { mentionIn, withoutMention } from '../mention.ts';
import type { Person } from '../person.ts';
import { changeSealed } from './erase-sealed.ts';

type Deps = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  bindings: Pick<BindingStore, 'get'>;
  clock: Clock;
}>;

const Place = v.object({ pk: v.string(), sk: v.string() });
const Released = v.object({ ...Place.entries, bindingId: v.string(), releasedAt: v.string() });

/** Stands in the place of the partner's key; no look-up key has another form than 32 letters. */
const NOBODY = 'erased';

/** A reservation, `P#<app>#<key>`, of the person or with the person as the partner. */
export const lookAtReservation =
  (deps: Deps): LookAtItem =>
  async (item, person) => {
    const { pk } = v.parse(Place, item);
    const reservation = v.parse(ReservationItem, item);
    const isOwn = person.keys.some((key) => pk.endsWith(`#${key}`));
    if (!isOwn && !person.keys.includes(reservation.partner)) return lookAtRoute(deps, item, person);
    const { bindingId, releasedAt, freeAt } = reservationOf(reservation, deps.clock());
    const record = await deps.bindings.get(bindingId);
    return {
      kind: 'reservation',
      id: bindingId,
      madeAt: record?.binding.createdAt ?? '',
      record: async () => ({ bindingId, releasedAt, freeAt }),
      erase: () => eraseReservation(deps, item, isOwn),
    };
  };

/** The route of strangers in mode X: only words about the person go, and calls go on. */
const lookAtRoute = (
  { documents, table, sealer }: Deps,
  item: Attributes,
  person: Person,
): FoundItem | undefined => {
  const { pk } = v.parse(Place, item);
  const { bindingId, route: sealed } = v.parse(ReservationItem, item);
  if (sealed === undefined) return undefined;
  const party = String(pk.split('#').at(-1));
  const route = openItem(sealer, XRoute, { kind: 'route', id: party, sealed, context: party });
  if (!person.isNamedIn(route)) return undefined;
  return {
    kind: 'reservation',
    id: bindingId,
    madeAt: route.madeAt ?? '',
    record: async () => ({ bindingId, userData: mentionIn(route, person) }),
    erase: () => {
      const left = JSON.stringify(withoutMention(route, person));
      return changeSealed({ documents, table }, item, {
        set: { route: sealer.seal(left, party) },
        attribute: 'route',
      });
    },
  };
};

const eraseReservation = async (
  { documents, table, clock }: Deps,
  item: Attributes,
  isOwn: boolean,
): Promise<'erased' | Left> => {
  const now = clock();
  const { bindingId } = v.parse(ReservationItem, item);
  const write = {
    purpose: 'erasing a person',
    table,
    key: { pk: item['pk'], sk: item['sk'] },
    // Somebody may have reserved meanwhile.
    condition:
      'attribute_not_exists(pk) OR (bindingId = :bindingId AND (attribute_exists(releasedAt) OR surelyAt <= :now))',
    values: { ':bindingId': bindingId, ':now': iso(now) },
  };
  const condition = isOwn ? write.condition : write.condition.replace('attribute_not_exists(pk) OR ', '');
  const { written } = isOwn
    ? await documents.remove(write)
    : await documents.update({
        ...write,
        condition,
        change: 'SET partner = :nobody',
        values: { ...write.values, ':nobody': NOBODY },
      });
  if (written) return 'erased';
  const { freeAt, mayBeHeld } = reservationOf(v.parse(ReservationItem, item), now);
  if (freeAt === undefined) return 'live';
  return mayBeHeld === true ? 'being-ended' : 'changed';
};

/** The holder of a reservation before, `F#<app>#<key>#<X>`. */
export const lookAtFormerHolder =
  ({ documents, table }: Pick<Deps, 'documents' | 'table'>): LookAtItem =>
  async (item, person: Person) => {
    const { pk, sk, bindingId, releasedAt } = v.parse(Released, item);
    if (!person.keys.some((key) => pk.includes(`#${key}#`))) return undefined;
    return {
      kind: 'former-holder',
      id: bindingId,
      madeAt: '',
      record: async () => ({ bindingId, releasedAt }),
      erase: async () => {
        await documents.remove({ purpose: 'erasing a person', table, key: { pk, sk } });
        return 'erased';
      },
    };
  };
