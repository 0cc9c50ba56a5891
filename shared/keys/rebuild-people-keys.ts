import * as v from 'valibot';
import { peopleKeysOf, recordOf } from '../bindings/dynamo/binding-item.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import { type LookupKeys, markIn, markOf } from '../sealing/lookup-keys.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { peopleKeysIn, type StepOutcome } from './people-keys.ts';
import type { SealedTable } from './sealed-places.ts';

type Deps = Readonly<{
  documents: Pick<Documents, 'update'>;
  tables: Readonly<Record<SealedTable, string>>;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

const Sealed = v.object({ pk: v.string(), sk: v.string(), sealed: v.string() });

/** A CDR or an event, as far as its people are concerned. */
const CallPeople = v.object({ caller: v.optional(v.string()), callee: v.optional(v.string()) });

/**
 * Makes the attributes of an item anew by which people are found under the former key, from its sealed record, and only while the
 * record is the one that was read: whoever writes it now makes them under the new key.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const rebuildPeopleKeys = async (
  deps: Deps,
  table: SealedTable,
  item: Attributes,
  dryRun: boolean,
): Promise<StepOutcome> => {
  const { documents, tables, lookup } = deps;
  const formerMark = lookup.change && markOf(lookup.change.other);
  const names = peopleKeysIn(table, item, (key) => markIn(key) === formerMark)
    .filter(({ place }) => place.treatment === 'rebuilt')
    .map(({ place }) => place.attribute);
  if (names.length === 0) return 'nothing';
  const { pk, sk, sealed } = v.parse(Sealed, item);
  const keys = ifReadable(() =>
    table === 'bindings' ? keysOfBinding(deps, item) : keysOfCall(deps, pk, sealed),
  );
  if (keys === undefined) return { unreadable: pk.slice(2) };
  if (dryRun) return 'done';
  const set = names.filter((name) => keys[name] !== undefined);
  const removed = names.filter((name) => keys[name] === undefined);
  const { written } = await documents.update({
    purpose: 'rebuilding look-up keys',
    table: tables[table],
    key: { pk, sk },
    change: [
      ...(set.length === 0 ? [] : [`SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`]),
      ...(removed.length === 0 ? [] : [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`]),
    ].join(' '),
    condition: '#sealed = :sealed',
    names: { '#sealed': 'sealed', ...Object.fromEntries(names.map((name) => [`#${name}`, name])) },
    values: { ':sealed': sealed, ...Object.fromEntries(set.map((name) => [`:${name}`, keys[name]])) },
  });
  return written ? 'done' : 'changed';
};

type PeopleKeys = Readonly<Record<string, string | undefined>>;

const keysOfBinding = ({ sealer, lookup }: Deps, item: Attributes): PeopleKeys =>
  peopleKeysOf(lookup, recordOf(sealer, item).binding);

const keysOfCall = ({ sealer, lookup }: Deps, pk: string, sealed: string): PeopleKeys => {
  const record = { kind: 'call-record', id: pk.slice('C#'.length), sealed, context: pk } as const;
  const { caller, callee } = openItem(sealer, CallPeople, record);
  return { callerKey: caller && lookup('party', caller), calleeKey: callee && lookup('party', callee) };
};
