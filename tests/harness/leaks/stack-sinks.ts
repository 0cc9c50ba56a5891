import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Stack } from '../stack.ts';
import type { Sink } from './find-leaks.ts';

const TABLES = [
  ...(['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE'] as const),
  ...(['NUMBERS_TABLE', 'PUSHES_TABLE', 'USAGE_TABLE'] as const),
];

/** Bytes of an attribute as Base64, which the search decodes. */
const itemText = (item: Record<string, unknown>): string =>
  JSON.stringify(item, (_name, value: unknown) => {
    if (value instanceof Set) return [...value];
    return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  });

/** The rows of an export without their references, which stand there in clear: whoever made them put no person in. */
const rowsOf = async (stack: Stack, Key: string): Promise<string> => {
  const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key }));
  const lines = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array())
    .toString('utf8')
    .split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => JSON.stringify({ ...JSON.parse(line), reference: null }))
    .join('\n');
};

/** Everything that the stack has written: all items as stored, all objects with their metadata, all log lines and metrics. */
export const sinksOf = async (stack: Stack): Promise<Sink[]> => {
  const sinks: Sink[] = stack.logs.map((text) => ({ name: `log line ${text.slice(0, 300)}`, text }));
  for (const table of TABLES)
    for (const item of await stack.items(table))
      sinks.push({ name: `${table} ${Object.keys(item).join()}`, text: itemText(item) });
  const at = { Bucket: stack.bucket };
  const { Contents = [] } = await stack.s3.send(new ListObjectsV2Command(at));
  for (const { Key = '' } of Contents) {
    const { $metadata, ...head } = await stack.s3.send(new HeadObjectCommand({ ...at, Key }));
    sinks.push({ name: `object ${$metadata.httpStatusCode}`, text: `${Key} ${JSON.stringify(head)}` });
    if (Key.startsWith('exports/')) sinks.push({ name: 'rows of an export', text: await rowsOf(stack, Key) });
  }
  return sinks;
};
