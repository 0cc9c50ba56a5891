import type { ReservationStore } from '../../bindings/model/reservation-store.ts';
import { XRoute } from '../../bindings/model/x-route.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { openSealed } from '../../sealing/open-sealed.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { FindRoute } from './decide-call.ts';

/** Routes lie on the reservations of the bindings table: one consistent read of one small item. */
export const createFindRoute =
  (reservations: Pick<ReservationStore, 'routeOn'>, lookup: LookupKeys, sealer: Sealer): FindRoute =>
  async (app, x, caller) => {
    const party = lookup('party', caller);
    const sealed = await reservations.routeOn({ app, party, x: lookup('private-number', x) });
    return sealed === undefined ? undefined : openSealed(sealer, XRoute, sealed, party);
  };
