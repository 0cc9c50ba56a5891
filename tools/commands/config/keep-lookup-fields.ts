import { isDeepStrictEqual } from 'node:util';
import { lookupPhaseIn } from '../keys/lookup-key.ts';
import { LOOKUP_FIELDS } from './differences.ts';

/** A document with the look-up fields of the one in force, and a line that says so. */
export type KeptLookupFields = Readonly<{ document: unknown; notice: string }>;

/**
 * An older document, the version before or an operator's copy, brings the look-up fields of an earlier phase, by which people would
 * not be found any more. It gets those of the document in force.
 *
 * @returns `undefined` where the fields are the same, or `lookupKey` is none that the document in force knows.
 */
export const keepLookupFields = (inForce: unknown, wanted: unknown): KeptLookupFields | undefined => {
  const [present, given] = [fieldsOf(inForce), fieldsOf(wanted)];
  const { otherKey } = fieldsOf(present['lookupChange']);
  const known = [present['lookupKey'], present['idKey'], otherKey];
  const differing = LOOKUP_FIELDS.filter((name) => !isDeepStrictEqual(present[name], given[name]));
  if (differing.length === 0 || !known.includes(given['lookupKey'])) return undefined;
  const others = Object.entries(given).filter(([name]) => !LOOKUP_FIELDS.includes(name));
  const kept = LOOKUP_FIELDS.filter((name) => name in present).map((name) => [name, present[name]]);
  const why = underWay(inForce) ?? 'lookupKey was changed since this one was made';
  return {
    document: Object.fromEntries([...others, ...kept]),
    notice: `${differing.join(', ')}: taken over from the document in force; ${why}`,
  };
};

/** The change of `lookupKey` that a document is in, in words; `undefined`: none. */
export const underWay = (document: unknown): string | undefined => {
  const { phase } = lookupPhaseIn(document);
  return phase === 'none'
    ? undefined
    : `lookupKey is being changed (phase ${phase}; npm run ops -- keys lookup-next goes on)`;
};

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
