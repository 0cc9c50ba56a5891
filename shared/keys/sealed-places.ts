import * as v from 'valibot';
import type { SealedKind } from '../sealing/unreadable-item.ts';
import type { Attributes } from '../storage/documents.ts';

/** The tables in the order in which they are walked. */
export const SEALED_TABLES = ['bindings', 'calls', 'messages', 'numbers', 'pushes', 'usage'] as const;
export type SealedTable = (typeof SEALED_TABLES)[number];

/** One sealed value of an item. `context` is the one that it was sealed with; `undefined` where no store of ours seals. */
export type SealedPlace = Readonly<{
  kind: SealedKind | 'unknown';
  /** Ours and opaque, as in the line of an unreadable item. */
  id: string;
  attribute: string;
  sealed: string;
  context: string | undefined;
}>;

const Keys = v.object({ pk: v.string(), sk: v.string() });
type Keys = v.InferOutput<typeof Keys>;

/** A place where a store of ours seals: items whose keys look so, the attribute, its context and the item's id. */
type Rule = Readonly<{
  kind: SealedKind;
  attribute: string;
  isOf: (keys: Keys) => boolean;
  idOf: (keys: Keys) => string;
  contextOf: (keys: Keys) => string;
}>;

const afterFirst = (text: string): string => text.slice(text.indexOf('#') + 1);
const afterSecond = (text: string): string => afterFirst(afterFirst(text));
const pkOf = ({ pk }: Keys): string => pk;
const skOf = ({ sk }: Keys): string => sk;
const idInPk = ({ pk }: Keys): string => afterFirst(pk);
const begins =
  (prefix: string) =>
  ({ pk }: Keys) =>
    pk.startsWith(prefix);

/** A body that fits into no single item has parts, whose context ends with their number. */
const contextOfPush = ({ pk, sk }: Keys): string => (sk === 'N' ? pk : `${pk}#${sk.split('#').at(-1)}`);

const RULES: Readonly<Record<SealedTable, readonly Rule[]>> = {
  bindings: [
    { kind: 'binding', attribute: 'sealed', isOf: begins('B#'), idOf: idInPk, contextOf: pkOf },
    {
      kind: 'route',
      attribute: 'route',
      isOf: begins('P#'),
      idOf: ({ pk }) => afterSecond(pk),
      contextOf: ({ pk }) => afterSecond(pk),
    },
    { kind: 'report', attribute: 'sealed', isOf: begins('A#'), idOf: skOf, contextOf: skOf },
    { kind: 'answer', attribute: 'answer', isOf: begins('K#'), idOf: idInPk, contextOf: idInPk },
  ],
  calls: [
    { kind: 'call-record', attribute: 'sealed', isOf: begins('C#'), idOf: idInPk, contextOf: pkOf },
    {
      kind: 'contact',
      attribute: 'sealed',
      isOf: begins('X#'),
      idOf: ({ sk }) => sk.split('#')[1] ?? '',
      contextOf: pkOf,
    },
    {
      kind: 'erasure',
      attribute: 'sealed',
      isOf: ({ pk }) => pk === 'ERASURES' || pk === 'PERSONS',
      idOf: ({ sk }) => afterFirst(sk),
      contextOf: skOf,
    },
  ],
  messages: [{ kind: 'message', attribute: 'sealed', isOf: begins('M#'), idOf: idInPk, contextOf: pkOf }],
  numbers: [
    {
      kind: 'number',
      attribute: 'sealed',
      isOf: ({ pk, sk }) => pk.startsWith('APP#') && sk.startsWith('X#'),
      idOf: ({ sk }) => afterFirst(sk),
      contextOf: skOf,
    },
    { kind: 'block', attribute: 'sealed', isOf: begins('BLOCKS#'), idOf: skOf, contextOf: skOf },
  ],
  pushes: [
    { kind: 'push', attribute: 'sealed', isOf: begins('N#'), idOf: idInPk, contextOf: contextOfPush },
    { kind: 'quarantined-item', attribute: 'sealed', isOf: begins('Q#'), idOf: idInPk, contextOf: pkOf },
  ],
  usage: [
    {
      kind: 'usage',
      attribute: 'x',
      isOf: ({ pk }) => /^(?:USAGE|FROZEN|SUMS|RENT)#/.test(pk),
      idOf: ({ sk }) => sk,
      contextOf: ({ pk, sk }) => `${pk} ${sk}`,
    },
  ],
};

/** The form of a sealed value: at least an IV and a tag, behind the id of a data key. */
const SEALED = /^[a-z0-9-]{1,32}~?:[A-Za-z0-9_-]{38,}$/;

/**
 * Every sealed value of an item. One that stands where no rule expects it is `unknown`: then a store has learned to seal and
 * this table has not, and no key may be retired on its word.
 */
export const sealedPlacesOf = (table: SealedTable, item: Attributes): readonly SealedPlace[] => {
  const keys = v.parse(Keys, item);
  return Object.entries(item).flatMap(([attribute, value]): SealedPlace | readonly [] => {
    if (typeof value !== 'string' || !SEALED.test(value)) return [];
    const rule = RULES[table].find((known) => known.attribute === attribute && known.isOf(keys));
    return {
      kind: rule?.kind ?? 'unknown',
      id: rule?.idOf(keys) ?? afterFirst(keys.pk),
      attribute,
      sealed: value,
      context: rule?.contextOf(keys),
    };
  });
};
