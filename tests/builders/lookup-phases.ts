import { createLookupKeys, type LookupKeys } from '../../shared/sealing/lookup-keys.ts';

const FORMER = new Uint8Array(32).fill(2);
const NEXT = new Uint8Array(32).fill(3);

const changing = (own: Uint8Array, phase: 'begun' | 'used', other: Uint8Array): LookupKeys =>
  Object.assign(createLookupKeys(own, FORMER), {
    change: { phase, other: createLookupKeys(other, FORMER) },
  });

/** The look-up keys of a function by the document that it has, from before a change of `lookupKey` until after it. */
export const LOOKUP_PHASES = {
  before: createLookupKeys(FORMER),
  begun: changing(FORMER, 'begun', NEXT),
  used: changing(NEXT, 'used', FORMER),
  after: createLookupKeys(NEXT, FORMER),
};
export type LookupPhase = keyof typeof LOOKUP_PHASES;

/** Two functions may have the documents of two phases that follow each other, and no others. */
export const NEIGHBOURS: readonly (readonly [LookupPhase, LookupPhase])[] = [
  ['before', 'begun'],
  ['begun', 'before'],
  ['begun', 'begun'],
  ['begun', 'used'],
  ['used', 'begun'],
  ['used', 'used'],
  ['used', 'after'],
  ['after', 'used'],
];
