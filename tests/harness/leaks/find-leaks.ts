import { type KnownReadings, readingsOf } from './readings.ts';

/** A place where something was written, and the text there. */
export type Sink = Readonly<{ name: string; text: string }>;

/** Something that must not be readable in any sink, in the ways in which it could be written once a text is decoded. */
export type Secret = Readonly<{ name: string; forms: readonly string[] }>;

/** Any text: as it is, and with escapes of its own as JSON and addresses have them. */
export const secretText = (name: string, text: string): Secret => ({
  name,
  forms: [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text.toWellFormed())],
});

/** A number by its digits after +86, without the 0 of an area code. */
export const secretNumber = (name: string, national: string): Secret => ({ name, forms: [national] });

/** The rest of a number without its head, and its beginning where a text was cut in the middle: for numbers that are not random. */
export const secretParts = (name: string, national: string): Secret => ({
  name: `a part of ${name}`,
  forms: [national.slice(-8), national.slice(0, 9)],
});

/** A key of random bytes: in Base64 of either alphabet, in hexadecimal, as bytes. */
export const secretKey = (name: string, bytes: Buffer): Secret => ({
  name,
  forms: [
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('latin1'),
  ],
});

const KNOWN: KnownReadings = new Map();

/**
 * Every secret that can be read somewhere, as `<secret> in <sink>`; empty when nothing leaks.
 *
 * @param known what was decoded before, because the same sinks are searched again and again; a map of one's own for sinks that
 * are searched once.
 */
export const findLeaks = (
  sinks: readonly Sink[],
  secrets: readonly Secret[],
  known: KnownReadings = KNOWN,
): string[] => {
  const sought = secrets.map(({ name, forms }) => ({
    secret: name,
    forms: [...new Set(forms.map((form) => form.toLowerCase()))],
  }));
  return sinks.flatMap(({ name, text }) => {
    const found = readingsOf(text, known);
    return sought
      .filter(({ forms }) => forms.some((form) => found.includes(form)))
      .map(({ secret }) => `${secret} in ${name}`);
  });
};
