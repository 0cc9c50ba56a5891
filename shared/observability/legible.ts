/** A text as a person reads it in the end, and where each of its UTF-16 units, and its end, stands in the text as written. */
export type Legible = Readonly<{ text: string; places: readonly number[] }>;

/** Encodings lie in each other: `%2531`, `&amp;#49;`, `\\u0031`. */
const MOST_LAYERS = 4;

const ESCAPE =
  /\\(?:u\{0{0,6}([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|([\\/"'bnrtfv]))|&(?:#x0{0,6}([\da-f]{1,6})|#0{0,6}(\d{1,7}))(?:;|(?![\da-f]))|&([a-z]{2,24});|(%[c-f][\da-f](?:%[89ab][\da-f]){1,3})|%([\da-f]{2})/gi;

/** A tag or a comment; not `<13800000001>`. */
const TAG = /<[a-z/!?][^<>]{0,500}>/gi;

/** Reads the escapes of JSON and scripts, of HTML and of addresses, also within each other. */
export const legible = (written: string): Legible => {
  const places: number[] = [];
  for (let at = 0; at <= written.length; at += 1) places.push(at);
  let layer: Legible = { text: written, places };
  for (let depth = 0; depth < MOST_LAYERS && /[\\%&]/.test(layer.text); depth += 1) {
    const next = replaced(layer, ESCAPE, meaning);
    if (next.text === layer.text) break;
    layer = next;
  }
  return layer;
};

/** The same with a blank for every tag. */
export const withoutTags = (from: Legible): Legible => replaced(from, TAG, () => ' ');

const replaced = (
  { text, places }: Legible,
  pattern: RegExp,
  by: (found: RegExpMatchArray) => string,
): Legible => {
  const parts: string[] = [];
  const kept: number[] = [];
  let done = 0;
  const keepUntil = (end: number) => {
    parts.push(text.slice(done, end));
    for (; done < end; done += 1) kept.push(places[done] ?? 0);
  };
  for (const found of text.matchAll(pattern)) {
    keepUntil(found.index);
    const meant = by(found);
    parts.push(meant);
    for (let unit = 0; unit < meant.length; unit += 1) kept.push(places[found.index] ?? 0);
    done = found.index + found[0].length;
  }
  keepUntil(text.length);
  kept.push(places[text.length] ?? 0);
  return { text: parts.join(''), places: kept };
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', percnt: '%', bsol: '\\' };

const meaning = ([
  whole,
  braced,
  unicode,
  hex,
  letter,
  entityHex,
  entity,
  name,
  bytes,
  byte,
]: RegExpMatchArray) => {
  if (letter !== undefined) return /[bnrtfv]/i.test(letter) ? ' ' : letter;
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? ' ';
  if (bytes !== undefined) return Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8');
  if (byte !== undefined) return meaningOfByte(whole ?? '', byte);
  const code =
    entity === undefined ? Number.parseInt(braced ?? unicode ?? hex ?? entityHex ?? '', 16) : Number(entity);
  return code > 0x10ffff ? (whole ?? '') : String.fromCodePoint(code);
};

/** `%12` in `138%1234` is rather a percent sign between two groups than a control character, and `%56` than a letter. */
const meaningOfByte = (whole: string, byte: string): string => {
  const meant = String.fromCharCode(Number.parseInt(byte, 16));
  return /[\t\n\r -@[-`{-~]/.test(meant) || /[a-f]/i.test(byte) ? meant : whole;
};
