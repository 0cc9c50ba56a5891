import * as v from 'valibot';
import { type Clock, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { holdersOf } from '../allocation/reservation-keys.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { isLiveStatus, statusAt } from '../model/binding.ts';
import type { AllocationRules } from '../model/binding-request.ts';
import type { AppSettings } from '../model/binding-rules.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import { type Role, rolesIn, rolesToCome } from './roles-in.ts';

const Listed = v.strictObject({ bindingId: v.string(), createdAt: v.string() });

/**
 * Where a walk over the bindings of a person goes on: behind that binding of those whose reservations the person holds, or behind
 * that one of the list of bindings in which he is on the other side.
 */
export const PersonPlace = v.variant('step', [
  v.strictObject({ step: v.literal('reserved'), after: v.string() }),
  v.strictObject({ step: v.literal('listed'), after: v.optional(Listed) }),
]);
export type PersonPlace = v.InferOutput<typeof PersonPlace>;

/** The begin of a walk. */
export const FIRST_PLACE: PersonPlace = { step: 'reserved', after: '' };

/** A live binding of a person, and as what he takes part in it. `toCome`: only a request without an answer may bring him. */
export type TakenPart = Readonly<{ record: BindingRecord; roles: readonly Role[]; toCome: boolean }>;

type Batch = Readonly<{
  found: readonly TakenPart[];
  /** The ids of those that cannot be opened. */
  unreadable: readonly string[];
  /** `undefined`: these were the last ones. */
  next: PersonPlace | undefined;
}>;

/** The bindings of a person from a place on. @throws {AppError} `store-unavailable`. */
export type PersonBindings = (place: PersonPlace) => Promise<Batch>;

type Deps = Readonly<{
  bindings: Pick<BindingStore, 'getReadable' | 'places' | 'toCome'>;
  reservations: Pick<Reservations, 'of' | 'choosing'>;
  rulesOf: (app: string) => Pick<AllocationRules, 'allocation'>;
  clock: Clock;
}>;

/** As many are read at a time: their changes take about a second, so that a walk with little time left stops soon. */
const BATCH = 20;

/**
 * Finds the live bindings of a person in these apps, whatever he is in them, some at a time. Those that reserve an X for him are read
 * consistently, and so are those into which a request without an answer may bring him. Where he is B of AXYB or of a binding whose X the platform is choosing,
 * a temporary callee or a call-back number an index shows them, which is seconds behind.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const createPersonBindings = (
  deps: Deps,
  person: E164,
  apps: readonly AppSettings[],
): PersonBindings => {
  const { bindings, reservations, rulesOf, clock } = deps;
  const names = apps.map(({ name }) => name);
  // Read once a walk: a later binding does not concern it.
  let reading: Promise<readonly string[]> | undefined;
  const reserved = async (): Promise<readonly string[]> => {
    const ids = await Promise.all([
      bindings.toCome(person),
      ...apps.map(async ({ name, mode }) => {
        const own = { app: name, mode, a: person };
        // While the platform chooses the X of A, no reservation names it.
        const [{ a }, choosing] = await Promise.all([reservations.of(own), reservations.choosing(own)]);
        return [...holdersOf(a), ...choosing];
      }),
    ]);
    return [...new Set(ids.flat())].sort();
  };
  const read = async (ids: readonly string[], isMeant: (part: TakenPart) => boolean) => {
    const { records, unreadable } = await bindings.getReadable(ids, names);
    const found = records.flatMap((record) => {
      const part = partIn(record, person, clock());
      return part !== undefined && isMeant(part) ? [part] : [];
    });
    return { found, unreadable };
  };
  const readReserved = async (after: string): Promise<Batch> => {
    reading ??= reserved();
    const left = (await reading).filter((id) => id > after);
    const ids = left.slice(0, BATCH);
    const last = ids.at(-1);
    const isRest = last !== undefined && left.length > BATCH;
    const hasOthers = apps.some(
      ({ name, mode }) => isListed(mode) || rulesOf(name).allocation === 'platform',
    );
    const listed = hasOthers ? ({ step: 'listed' } as const) : undefined;
    const next = isRest ? ({ step: 'reserved', after: last } as const) : listed;
    return { ...(await read(ids, (part) => !isShownByIndex(part))), next };
  };
  const readListed = async (after: v.InferOutput<typeof Listed> | undefined): Promise<Batch> => {
    const places = await bindings.places({ b: person }, BATCH, after);
    const { found, unreadable } = await read(
      places.map(({ bindingId }) => bindingId),
      isShownByIndex,
    );
    const last = places.length < BATCH ? undefined : places.at(-1);
    return { found, unreadable, next: last && { step: 'listed', after: last } };
  };
  return (place) => (place.step === 'reserved' ? readReserved(place.after) : readListed(place.after));
};

/** In these modes nobody but A reserves. */
const isListed = (mode: AppSettings['mode']): boolean => !rulesOfMode(mode).reservations.includes('b');

/** People who may only come are in no index. While the platform chooses X nobody but A reserves either. */
const isShownByIndex = ({ record: { binding }, roles, toCome }: TakenPart): boolean =>
  !toCome && (isListed(binding.mode) || binding.x === undefined) && !roles.includes('a');

/** True where only the end of the binding takes the person out of it. A temporary callee is taken away alone. */
export const isEndNeeded = (part: TakenPart | undefined): part is TakenPart =>
  part !== undefined && (part.toCome || part.roles.some((role) => role !== 'temporary-callee'));

/** A callee whose time is up takes no part any more, and neither does anybody in a binding that has ended: `undefined`. */
export const partIn = (record: BindingRecord, person: E164, now: Date): TakenPart | undefined => {
  const { binding } = record;
  if (!isLiveStatus(statusAt(binding, now))) return undefined;
  const isCallee = (binding.temporaryCallee?.expiresAt ?? '') > iso(now);
  const present = rolesIn(binding, person).filter((role) => role !== 'temporary-callee' || isCallee);
  if (present.length > 0) return { record, roles: present, toCome: false };
  const roles = rolesToCome(record, person);
  return roles.length > 0 ? { record, roles, toCome: true } : undefined;
};
