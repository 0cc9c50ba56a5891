import { plainText } from '../../kit/format/numbers.ts';

/** The meaning of a text in the search field, as far as its form tells. A number or an id may be a reference as well. */
export type Sought =
  | Readonly<{ kind: 'number'; number: string }>
  | Readonly<{ kind: 'id'; id: string }>
  | Readonly<{ kind: 'reference'; reference: string }>;

const ID = /^[a-z]{32}$/;
/** Digits as people write them, with a plus, blanks, dashes and brackets. A reference may look so too, or like an id. */
const NUMBER = /^\+?[\d\s().-]{7,24}$/;

/**
 * Reads what was typed; `undefined` for nothing. A number is sent as it was typed, but for full width: the API knows how people
 * write it.
 */
export const readSought = (typed: string): Sought | undefined => {
  const text = typed.trim();
  if (text === '') return undefined;
  const plain = plainText(text).trim();
  if (ID.test(plain)) return { kind: 'id', id: plain };
  if (NUMBER.test(plain)) return { kind: 'number', number: plain };
  return { kind: 'reference', reference: text };
};
