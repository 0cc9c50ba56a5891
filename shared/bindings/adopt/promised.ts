import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { type PairParts, pairKey } from '../model/pair-key.ts';
import type { AdoptionVerdict } from './adoption.ts';

/** The bindings of one order that a dry run would have adopted: nothing is stored, so nothing else keeps two of a pair apart. */
export type Promised = Readonly<{
  /** `adoptable`, or `pair-held` after another one of the pair. On one X the platform has no two for a person. */
  verdictOn(binding: PairParts): AdoptionVerdict;
}>;

/** The promises of a dry run that begins. */
export const createPromised = (lookup: LookupKeys): Promised => {
  const pairs = new Set<string>();
  return {
    verdictOn(binding) {
      const pair = pairKey(lookup, binding);
      if (pairs.has(pair)) return { outcome: 'pair-held' };
      pairs.add(pair);
      return { outcome: 'adoptable' };
    },
  };
};
