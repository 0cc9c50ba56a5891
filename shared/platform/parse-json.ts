/** A number long enough that a `number` may round it, or one with an exponent. A match inside a string does no harm. */
const LONG_NUMBER = /[:,[]\s*-?(?:[\d.]{16}|[\d.]+e)/i;

/** An escape in a string: a whole character in two halves, half of one alone, or another. */
const ESCAPE = /\\(?:ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|u(d[89a-f][\da-f]{2})|[\s\S])/gi;

/**
 * A string; or a number where a value may stand, behind the characters before it. (A reviver is told the characters of a number
 * since Node.js 21 only.) Nothing is looked at more than a few times, so the time grows with the length alone.
 */
const TOKEN =
  /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|([:,[]\s*|^\s*)(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?)(?=\s*(?:[,}\]]|$))/gi;

/**
 * `JSON.parse` that loses nothing of an id. A number which JavaScript cannot hold becomes the text that was sent, so that two
 * ids of twenty digits remain two. Half a character (a surrogate alone), which UTF-8 cannot hold and which would be U+FFFD in
 * every key and store, becomes U+FFFD with its name.
 *
 * @throws {SyntaxError} for text that is not JSON.
 */
export const parseJson = (text: string): unknown => {
  const json = text.replace(ESCAPE, (found, half: string | undefined) =>
    half === undefined ? found : `\ufffdu${half.toLowerCase()}`,
  );
  return JSON.parse(LONG_NUMBER.test(json) ? json.replace(TOKEN, asSent) : json);
};

/** A string stays as it is; a number that JavaScript would round becomes the text of it. */
const asSent = (token: string, before: string | undefined, sent: string | undefined): string => {
  const value = Number(sent);
  const isKept = sent === undefined || Number.isSafeInteger(value) || String(value) === sent;
  return isKept ? token : `${before}"${sent}"`;
};
