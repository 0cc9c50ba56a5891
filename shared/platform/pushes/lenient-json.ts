import { parseJson } from '../parse-json.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The value of a push's body: read as strict JSON in UTF-8, else leniently. `undefined`: neither way.
 *
 * Lenient is what a sender's slip explains without a guess about the meaning: control characters within a text, bytes that
 * are not UTF-8, an unknown escape, a comma too many, a number that JSON has not (`NaN`, `0755`, `+86`). A body that ends
 * too early or goes on behind its end is not read: half an id would be another id.
 */
export const readJson = (bytes: Uint8Array): unknown => readStrictly(bytes) ?? readLeniently(bytes);

const readStrictly = (bytes: Uint8Array): unknown => {
  try {
    return parseJson(strictUtf8.decode(bytes));
  } catch {
    return undefined;
  }
};

const readLeniently = (bytes: Uint8Array): unknown => {
  try {
    return parseJson(decodeAnyBytes(bytes).replace(SLIPS, (found) => repaired(found)));
  } catch {
    return undefined; // Also for levels without end, which a repaired text may have as well.
  }
};

/** A text in quotes, which is looked into, also one without an end, so that it is tried once; outside of texts a slip alone. */
const SLIPS =
  /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|,(?=\s*[}\]])|[+-]?(?:NaN|Infinity)\b|\bundefined\b|(?<![\w.+-])(?:-?0\d+|\+\d+)(?![\w.])|[^\s -\uffff]|[\v\f\ufeff\xa0]/g;

const repaired = (found: string): string => {
  if (found.startsWith('"')) return repairedText(found);
  if (found === ',') return '';
  if (/\d/.test(found)) return `"${found}"`;
  return /\w/.test(found) ? 'null' : ' ';
};

const SLIPS_IN_TEXT = /[^ -\uffff]|\\(?:u[\da-fA-F]{4}|["\\/bfnrt]|([\s\S]))/g;

const repairedText = (text: string): string =>
  text.replace(SLIPS_IN_TEXT, (found, wrong: string | undefined) => {
    if (wrong !== undefined) return `\\\\${escapedControl(wrong)}`;
    return found.startsWith('\\') ? found : escapedControl(found);
  });

const escapedControl = (character: string): string =>
  character < ' ' ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character;

/** A character of UTF-8 in more than one byte (RFC 3629, section 4), else a byte that is none; over bytes as Latin-1. */
const BEYOND_ASCII =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/**
 * Text of any bytes. A byte that is not UTF-8 becomes U+FFFD and its two hex digits, so that two ids which differ there only
 * remain two.
 */
const decodeAnyBytes = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(BEYOND_ASCII, (found) =>
      found.length === 1
        ? `\ufffd${found.charCodeAt(0).toString(16)}`
        : Buffer.from(found, 'latin1').toString('utf8'),
    );
