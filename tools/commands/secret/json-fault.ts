const BLANKS = /[ \t\n\r]*/y;
const TEXT = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*"/iuy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** A place in a text; both count from 1. */
export type TextPlace = Readonly<{ line: number; column: number }>;

/**
 * The place of the first fault in a text that should be JSON; `undefined` where none is found. The messages of `JSON.parse` quote the text,
 * which may hold secrets, and do not always have the place.
 */
export const jsonFault = (text: string): TextPlace | undefined => firstPlace(text, () => true);

/** The place behind the first field that an object in a text of JSON has twice; of the two, `JSON.parse` takes the last in silence. */
export const fieldTwice = (text: string): TextPlace | undefined =>
  firstPlace(text, (name, earlier) => !earlier.has(name));

/** @param takes whether a field of an object may stand behind the earlier ones */
const firstPlace = (
  text: string,
  takes: (name: unknown, earlier: ReadonlySet<unknown>) => boolean,
): TextPlace | undefined => {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const isThere = pattern.test(text);
    if (isThere) at = pattern.lastIndex;
    return isThere;
  };
  const takeMark = (mark: string): boolean => {
    take(BLANKS);
    const isThere = text[at] === mark;
    if (isThere) at += 1;
    take(BLANKS);
    return isThere;
  };
  /** Each goes up to the first fault and says whether there was none. */
  const member = (earlier: Set<unknown>): boolean => {
    const from = at;
    if (!take(TEXT)) return false;
    const name: unknown = JSON.parse(text.slice(from, at));
    if (!takes(name, earlier)) return false;
    earlier.add(name);
    return takeMark(':') && value();
  };
  const entries = (end: string, entry: () => boolean): boolean => {
    if (takeMark(end)) return true;
    do if (!entry()) return false;
    while (takeMark(','));
    return takeMark(end);
  };
  const value = (): boolean => {
    if (takeMark('{')) {
      const earlier = new Set();
      return entries('}', () => member(earlier));
    }
    if (takeMark('[')) return entries(']', value);
    return take(TEXT) || take(SCALAR);
  };
  take(BLANKS);
  const isWhole = value();
  take(BLANKS);
  return isWhole && at === text.length ? undefined : placeOf(text, at);
};

const placeOf = (text: string, at: number): TextPlace => {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};
