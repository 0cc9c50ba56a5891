import type { ReservationStore } from '../../bindings/model/reservation-store.ts';
import { XRoute } from '../../bindings/model/x-route.ts';
import { ifReadable } from '../../sealing/if-readable.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { FindRoute } from './decide-call.ts';

/** Routes lie on the reservations of the bindings table: one consistent read of one small item. */
export const createFindRoute =
  (reservations: Pick<ReservationStore, 'routeOn'>, lookup: LookupKeys, sealer: Sealer): FindRoute =>
  async (app, x, caller) => {
    const party = lookup('party', caller);
    const sealed = await reservations.routeOn({ app, party, x: lookup('private-number', x) });
    if (sealed === undefined) return undefined;
    // A caller whose route cannot be opened is put through to nobody, as one without a route.
    return ifReadable(() => openItem(sealer, XRoute, { kind: 'route', id: party, sealed, context: party }));
  };
