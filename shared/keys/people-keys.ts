import type { Attributes } from '../storage/documents.ts';
import type { SealedTable } from './sealed-places.ts';

/**
 * The outcome of a step of a change of `lookupKey` for one item. `unknownUntil`: nobody knows for whom it stands, and until then it
 * matters; absent: as long as it is held.
 */
export type StepOutcome =
  | 'nothing'
  | 'done'
  | 'changed'
  | Readonly<{ unreadable: string }>
  | Readonly<{ unknownUntil: string | undefined }>;

/**
 * A place where a look-up key of people is stored, and what a change of `lookupKey` does with it. `rebuilt`: made anew from the
 * sealed record beside it. `removed`: it stands under the new key as well, or has run out by then, and goes in the end. `moved`:
 * the item is put under the new key in the end. `copied`: put under the new key together with what is rebuilt, and the former goes in the end.
 */
export type PeopleKeyPlace = Readonly<{
  table: SealedTable;
  /** The beginning of the partition key of the items. */
  begins: string;
  attribute: string;
  /** The part of the value between its `#` that is the key; absent: all of it. */
  part?: number;
  treatment: 'rebuilt' | 'removed' | 'moved' | 'copied';
}>;

/** Every place; a store that stores a look-up key of people anywhere else adds a row. */
export const PEOPLE_KEY_PLACES: readonly PeopleKeyPlace[] = [
  { table: 'bindings', begins: 'B#', attribute: 'aKey', treatment: 'rebuilt' },
  { table: 'bindings', begins: 'B#', attribute: 'bKey', treatment: 'rebuilt' },
  { table: 'bindings', begins: 'B#', attribute: 'referenceKey', treatment: 'rebuilt' },
  { table: 'bindings', begins: 'P#', attribute: 'pk', part: 2, treatment: 'removed' },
  { table: 'bindings', begins: 'F#', attribute: 'pk', part: 2, treatment: 'removed' },
  { table: 'bindings', begins: 'K#', attribute: 'pk', part: 1, treatment: 'removed' },
  { table: 'bindings', begins: 'R#', attribute: 'pk', part: 1, treatment: 'removed' },
  { table: 'bindings', begins: 'A#', attribute: 'sk', treatment: 'moved' },
  { table: 'numbers', begins: 'BLOCKS#', attribute: 'sk', treatment: 'copied' },
  { table: 'numbers', begins: 'LIMIT#', attribute: 'pk', part: 2, treatment: 'removed' },
  { table: 'calls', begins: 'C#', attribute: 'callerKey', treatment: 'rebuilt' },
  { table: 'calls', begins: 'C#', attribute: 'calleeKey', treatment: 'rebuilt' },
  { table: 'calls', begins: 'PERSONS', attribute: 'sk', treatment: 'moved' },
  { table: 'calls', begins: 'E#', attribute: 'pk', part: 1, treatment: 'moved' },
];

/** The tables that have such places, in the order in which they are walked. */
export const PEOPLE_KEY_TABLES: readonly SealedTable[] = ['bindings', 'calls', 'numbers'];

/** The places of an item whose keys are meant, each with its key. */
export const peopleKeysIn = (
  table: SealedTable,
  item: Attributes,
  isMeant: (key: string) => boolean,
): readonly Readonly<{ place: PeopleKeyPlace; key: string }>[] =>
  PEOPLE_KEY_PLACES.filter((place) => place.table === table && String(item['pk']).startsWith(place.begins))
    .map((place) => ({ place, key: keyAt(place, item[place.attribute]) }))
    .filter(({ key }) => key !== '' && isMeant(key));

const keyAt = ({ part }: PeopleKeyPlace, value: unknown): string => {
  if (typeof value !== 'string') return '';
  return part === undefined ? value : (value.split('#')[part] ?? '');
};
