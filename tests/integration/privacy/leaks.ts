import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Stack } from '../../harness/stack.ts';

/** A place where something was written, and what is there now. */
export type Sink = Readonly<{ name: string; text: string }>;

/** Something that must not be readable in any sink, in the ways in which it could be written. */
export type Secret = Readonly<{ name: string; forms: readonly string[] }>;

/** Any text: as it is, inside JSON, in a URL, in hexadecimal. */
export const secretText = (name: string, text: string): Secret => ({
  name,
  forms: [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text.toWellFormed()),
    Buffer.from(text).toString('hex'),
  ],
});

/** A number by its digits after +86: with or without the country code or a plus sign these stay together. */
export const secretNumber = (name: string, national: string): Secret => {
  const parts = [national.slice(0, 3), national.slice(3, 7), national.slice(7)];
  return {
    name,
    forms: [
      national,
      parts.join(' '),
      parts.join('-'),
      parts.join('%20'),
      parts.join('+'),
      Buffer.from(national).toString('hex'),
    ],
  };
};

/** Runs of letters that could be Base64 of something, decoded at each of the places where a group can begin. */
const decodedRuns = (text: string): string[] =>
  [...text.matchAll(/[\w+/-]{12,}={0,2}/g)].flatMap(([run]) =>
    [0, 1, 2, 3].map((skipped) => Buffer.from(run.slice(skipped), 'base64').toString('utf8')),
  );

const READABLE = new Map<string, string>();

/** A text with all that can be decoded from it, in small letters; made once, because sinks are searched again and again. */
const readableOf = (text: string, readable: Map<string, string>): string => {
  const known = readable.get(text) ?? [text, ...decodedRuns(text)].join('\n').toLowerCase();
  readable.set(text, known);
  return known;
};

/**
 * Every secret that can be read somewhere, as `<secret> in <sink>`; empty when nothing leaks.
 *
 * @param readable what was decoded before; a map of one's own for sinks that are searched once.
 */
export const findLeaks = (
  sinks: readonly Sink[],
  secrets: readonly Secret[],
  readable: Map<string, string> = READABLE,
): string[] => {
  const sought = secrets.map((secret) => ({
    secret,
    forms: [...new Set(secret.forms.map((form) => form.toLowerCase()))],
  }));
  return sinks.flatMap(({ name, text }) => {
    const found = readableOf(text, readable);
    return sought
      .filter(({ forms }) => forms.some((form) => found.includes(form)))
      .map(({ secret }) => `${secret.name} in ${name}`);
  });
};

const TABLES = ['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'] as const;

/** Bytes of an attribute as Base64, which the search decodes. */
const itemText = (item: Record<string, unknown>): string =>
  JSON.stringify(item, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );

/** Everything that the stack has written: all items, all objects with their metadata, all log lines. */
export const sinksOf = async (stack: Stack): Promise<Sink[]> => {
  const sinks: Sink[] = stack.logs.map((text) => ({ name: `log line ${text.slice(0, 300)}`, text }));
  for (const table of TABLES)
    for (const item of await stack.items(table))
      sinks.push({ name: `${table} ${Object.keys(item).join()}`, text: itemText(item) });
  const { Contents = [] } = await stack.s3.send(new ListObjectsV2Command({ Bucket: stack.bucket }));
  for (const { Key = '' } of Contents) {
    const { $metadata, ...head } = await stack.s3.send(new HeadObjectCommand({ Bucket: stack.bucket, Key }));
    sinks.push({ name: `object ${$metadata.httpStatusCode}`, text: `${Key} ${JSON.stringify(head)}` });
  }
  return sinks;
};
