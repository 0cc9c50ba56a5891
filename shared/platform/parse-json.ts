/** A number long enough that a `number` may round it, or one with an exponent. A match inside a string does no harm. */
const LONG_NUMBER = /[:,[]\s*-?(?:[\d.]{16}|[\d.]+e)/i;

/**
 * `JSON.parse` that rounds nothing: a number which JavaScript cannot hold becomes the text that was sent, so that two ids of
 * twenty digits remain two.
 *
 * @throws {SyntaxError} for text that is not JSON.
 */
export const parseJson = (text: string): unknown =>
  LONG_NUMBER.test(text) ? JSON.parse(text, asSent) : JSON.parse(text);

/** `source`: the characters of a number, string, boolean or null; its type is younger than TypeScript's library. */
const asSent = (_name: string, value: unknown, context?: Readonly<{ source?: string }>): unknown => {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? String(value);
  return String(value) === source ? value : source;
};
