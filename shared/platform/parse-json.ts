/** A number long enough that a `number` may round it, or one with an exponent. A match inside a string does no harm. */
const LONG_NUMBER = /[:,[]\s*-?(?:[\d.]{16}|[\d.]+e)/i;

/** An escape in a string: a whole character in two halves, half of one alone, or another. */
const ESCAPE = /\\(?:ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|u(d[89a-f][\da-f]{2})|[\s\S])/gi;

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
  return LONG_NUMBER.test(json) ? JSON.parse(json, asSent) : JSON.parse(json);
};

/** `source`: the characters of a number, string, boolean or null; its type is younger than TypeScript's library. */
const asSent = (_name: string, value: unknown, context?: Readonly<{ source?: string }>): unknown => {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? String(value);
  return String(value) === source ? value : source;
};
