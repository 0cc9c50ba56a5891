import { createLookupKeys, type LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Configuration } from '../configuration.ts';

/** The look-up keys of a document, and beside them those of the other key while `lookupKey` changes. */
export const composeLookup = ({
  lookupKey,
  idKey = lookupKey,
  lookupChange,
}: Pick<Configuration, 'lookupKey' | 'idKey' | 'lookupChange'>): LookupKeys => {
  const lookup = createLookupKeys(lookupKey, idKey);
  if (lookupChange === undefined || lookupChange.phase === 'retired') return lookup;
  const phase = lookupChange.phase === 'used' ? 'used' : 'begun';
  const other = createLookupKeys(lookupChange.otherKey, idKey);
  return Object.assign(lookup, { change: { phase, other } as const });
};
