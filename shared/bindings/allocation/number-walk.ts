import type { NumberSample, NumberSamples } from '../../numbers/draw/number-samples.ts';
import { type KeyedNumber, mayBeChosen } from '../../numbers/private-number.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { Reservation } from '../model/reservation-store.ts';
import { bestRank, type Ranked } from './allocation.ts';
import type { Reservations } from './reservations.ts';

/** The holders of numbers that belong to one binding alone (AX); of other modes none. */
export type Owners = {
  readonly reservations: Reservation[];
  /** The numbers of which that was read; `undefined`: all of them. */
  read: Set<string> | undefined;
};

/** The numbers that one request is given from, before it is known what its people hold. */
export type DrawnNumbers = Readonly<{
  /** Of the wished area, or of the app where none is wished. */
  sample: NumberSample;
  /** Those that were read a moment ago and may be chosen, by their keys. */
  open: Map<string, KeyedNumber>;
  /** The keys of those that are closed, gone or full by now. */
  closed: Set<string>;
  owners: Owners;
}>;

export type WalkDeps = Readonly<{
  samples: NumberSamples;
  reservations: Pick<Reservations, 'ofOwner'>;
}>;

/** The places that one request may need: it passes over fifty numbers that are gone, and five that are refused otherwise. */
const PLACES = 55;

/** Among so many numbers at most one of the best rank is looked for. */
const LOOKED_THROUGH = 1000;

/** The numbers of a sample that may be chosen, as it remembers them. */
export const openOf = (sample: NumberSample): readonly KeyedNumber[] => sample.numbers().filter(mayBeChosen);

/** Keeps the numbers of a sample that was read just now, so that none of them is read again. */
export const keepOpen = ({ open }: DrawnNumbers, sample: NumberSample): void => {
  for (const number of openOf(sample)) open.set(number.key, number);
};

/** The way of one request through the pool: the sample of its area, all of the area, others, and all of it anew. */
export type NumberWalk = Readonly<{
  /** The numbers met so far that may be chosen, and of which it is known who has them. */
  numbers(): readonly KeyedNumber[];
  /** The others that were met. */
  ofUnknownOwners(): readonly KeyedNumber[];
  /** Whether these candidates will do: as many as a request may need, and of the best rank, as far as that is worth a look. */
  isEnough(candidates: readonly Ranked[]): boolean;
  /** Meets more numbers. `false`: there are none. @throws {AppError} `store-unavailable`. */
  meetMore(): Promise<boolean>;
  /** Forgets all and begins with what the store has now. `false`: that was done. @throws {AppError} `store-unavailable`. */
  beginAnew(): Promise<boolean>;
}>;

export const createNumberWalk = (
  { samples, reservations }: WalkDeps,
  { app, mode, areaCode, areaMatch }: BindingRequest,
  drawn: DrawnNumbers,
): NumberWalk => {
  const { open, closed, owners } = drawn;
  let met: readonly NumberSample[] = [drawn.sample];
  let how: 'anew' | undefined;
  const meet = async (area: string | undefined): Promise<NumberSample> => {
    const { sample, isNew } = await samples(app, area, how);
    // In AXE an open number may be full.
    if (isNew && mode !== 'AXE') keepOpen(drawn, sample);
    return sample;
  };
  const all = (): readonly KeyedNumber[] => {
    const byKey = new Map(met.flatMap(openOf).map((number) => [number.key, number]));
    for (const [key, number] of open) byKey.set(key, number);
    return [...byKey.values()].filter(({ key }) => !closed.has(key));
  };
  const isKnown = ({ key }: KeyedNumber): boolean => owners.read === undefined || owners.read.has(key);
  const unknown = (): readonly KeyedNumber[] => all().filter((number) => !isKnown(number));
  return {
    numbers: () => all().filter(isKnown),
    ofUnknownOwners: unknown,

    isEnough(candidates) {
      const [best] = candidates;
      if (best === undefined) return false;
      const mayBeat = best.rank > bestRank(met.length > 1) && owners.read === undefined;
      if (mayBeat && all().length < LOOKED_THROUGH) return false;
      return candidates.length + unknown().length >= PLACES;
    },

    async meetMore() {
      if (owners.read !== undefined && unknown().length > 0) {
        owners.reservations.push(...(await reservations.ofOwner(app)));
        owners.read = undefined;
        return true;
      }
      if (await met.at(-1)?.grow()) return true;
      // The index of areas may lag behind, so that none is left only when all numbers were read.
      const mayGoElsewhere = areaMatch === 'loose' || how === 'anew';
      if (areaCode === undefined || met.length > 1 || !mayGoElsewhere) return false;
      met = [...met, await meet(undefined)];
      return true;
    },

    async beginAnew() {
      if (how === 'anew') return false;
      how = 'anew';
      open.clear();
      closed.clear();
      met = [await meet(areaCode)];
      return true;
    },
  };
};
