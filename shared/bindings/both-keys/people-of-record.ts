import type { LookupKeys, LookupKind } from '../../sealing/lookup-keys.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { OWNER } from '../model/mode-rules.ts';

type Value = readonly [kind: LookupKind, value: string];

/** Turns the look-up keys of those who may have a reservation for a binding into those under another key. */
export type Translate = (key: string) => string | undefined;

/**
 * Everybody whom a record names as one who may have a reservation for it, and its extension, by their keys. Somebody who left by a
 * change is named nowhere any more.
 */
export const translateFor = (
  record: Pick<BindingRecord, 'binding' | 'change' | 'openBind' | 'openChange'>,
  from: LookupKeys,
  to: LookupKeys,
): Translate => {
  const { binding, change, openBind, openChange } = record;
  const people = [
    ...[OWNER, binding.a, binding.b, change?.a, change?.b, openBind?.a, openBind?.b],
    ...(openChange?.people ?? []),
  ].flatMap((person): readonly Value[] => (typeof person === 'string' ? [['party', person]] : []));
  const extensions: readonly Value[] =
    binding.extension === undefined ? [] : [['extension', binding.extension]];
  const known = new Map([...people, ...extensions].map((value) => [from(...value), to(...value)]));
  return (key) => known.get(key);
};
