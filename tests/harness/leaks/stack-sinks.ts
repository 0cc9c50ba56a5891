import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Stack } from '../stack.ts';
import type { Sink } from './find-leaks.ts';

const TABLES = ['BINDINGS_TABLE', 'CALLS_TABLE', 'MESSAGES_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'] as const;

/** Bytes of an attribute as Base64, which the search decodes. */
const itemText = (item: Record<string, unknown>): string =>
  JSON.stringify(item, (_name, value: unknown) => {
    if (value instanceof Set) return [...value];
    return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  });

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
  }
  return sinks;
};
