import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Binding } from '../model/binding.ts';
import { OWNER, reservingPartiesOf } from '../model/mode-rules.ts';
import type { Reservation, ReservationKey, ReservationStore } from '../model/reservation-store.ts';

/** The parties for whom a number is reserved: those of a binding, or of one that is asked for. */
export type Pair = Readonly<Pick<Binding, 'app' | 'mode' | 'a'> & { b?: Binding['b'] | undefined }>;

/** Stands in the place of an X that is not known yet; look-up keys are letters only. */
const CHOICE = 'choice-';

/** True for the reservation that stands for a number that the platform is choosing. */
export const isChoice = ({ x }: Reservation): boolean => x.startsWith(CHOICE);

type Deps = Readonly<{ lookup: LookupKeys }>;

/** The look-up keys of all who reserve X, A first. */
export const partyKeys = ({ lookup }: Deps, pair: Pair): readonly string[] =>
  reservingPartiesOf(pair).map((party) => lookup('party', party));

/** The look-up key of A, who reserves in every mode. */
export const keyOfA = (deps: Deps, pair: Pair): string => partyKeys(deps, pair)[0] ?? '';

/** The reservations of everybody on an X. */
export const keysOn = (deps: Deps, pair: Pair, x: string): readonly ReservationKey[] =>
  partyKeys(deps, pair).map((party) => ({ app: pair.app, party, x: deps.lookup('private-number', x) }));

/** Every reservation on an X that a binding of these parties may have, in whatever mode. */
export const holderKeysOn = (
  { lookup }: Deps,
  { app, a, b }: Omit<Pair, 'mode'>,
  x: string,
): readonly ReservationKey[] =>
  [a, ...(b === undefined ? [] : [b]), OWNER].map((party) => ({
    app,
    party: lookup('party', party),
    x: lookup('private-number', x),
  }));

/** An extension on an X (AXE). */
export type ExtensionPlace = Readonly<{ x: string; extension: string }>;

/** The reservation of an extension on an X. Nobody has the key of an extension as a party. */
export const extensionKey = (
  { lookup }: Deps,
  app: string,
  { x, extension }: ExtensionPlace,
): ReservationKey => ({ app, party: lookup('extension', extension), x: lookup('private-number', x) });

/** The reservation of the extension that a binding has on its X; none without one. */
export const extensionKeys = (
  deps: Deps,
  { app, x, extension }: Readonly<{ app: string; x?: string | undefined; extension?: string | undefined }>,
): readonly ReservationKey[] =>
  x === undefined || extension === undefined ? [] : [extensionKey(deps, app, { x, extension })];

/** The reservation that stands for the X that the platform is choosing for a binding. */
export const choiceKey = (deps: Deps, binding: Binding): ReservationKey => ({
  app: binding.app,
  party: keyOfA(deps, binding),
  x: `${CHOICE}${binding.bindingId}`,
});

/** True for the reservation of a number that a binding has now. */
const isHeld = (reservation: Reservation): boolean =>
  reservation.freeAt === undefined && !isChoice(reservation);

/** The bindings of the reservations that are held now. */
export const holdersOf = (reservations: readonly Reservation[]): readonly string[] =>
  reservations.filter(isHeld).map(({ bindingId }) => bindingId);

/** The reservations that a party holds, choices left out; not those whose time is up. @throws {AppError} `store-unavailable`. */
export const heldBy = async (
  { store }: Readonly<{ store: ReservationStore }>,
  app: string,
  party: string,
): Promise<readonly Reservation[]> => (await store.of(app, party)).filter(isHeld);

/** Those as well that a binding may have beyond their time, to tell whose something is. @throws {AppError} `store-unavailable`. */
export const maybeHeldBy = async (
  { store }: Readonly<{ store: ReservationStore }>,
  app: string,
  party: string,
): Promise<readonly Reservation[]> =>
  (await store.of(app, party)).filter((reservation) => isHeld(reservation) || reservation.mayBeHeld === true);
