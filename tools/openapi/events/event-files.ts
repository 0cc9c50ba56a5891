// The schemas and examples of events, docs/events, made from the types that the functions publish. `npm run openapi` writes them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { DATA, type EventKind, eventSchema } from '../../../shared/events/facts/kinds.ts';
import { ROOT } from '../../local-stack/template.ts';
import { incompatibilities } from './compatible.ts';
import { eventExample } from './event-examples.ts';

/** Where they lie. */
export const EVENTS_FOLDER = join(ROOT, 'docs', 'events');

const isKind = (name: string): name is EventKind => Object.hasOwn(DATA, name);

/** Every kind of event, in the order in which the docs have them. */
export const EVENT_KINDS: readonly EventKind[] = Object.keys(DATA).filter(isKind);

const render = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const schemaOf = (kind: EventKind): object => ({
  title: kind,
  ...toJsonSchema(eventSchema(kind) satisfies v.GenericSchema, {
    target: 'draft-2020-12',
    errorMode: 'throw',
  }),
});

/** The files as they are written, by their names: a schema and an example of each kind. */
export const eventFiles = (): ReadonlyMap<string, string> =>
  new Map(
    EVENT_KINDS.flatMap((kind) => [
      [`${kind}.schema.json`, render(schemaOf(kind))],
      [`${kind}.example.json`, render(eventExample(kind))],
    ]),
  );

/** Writes them. @throws {Error} naming what a consumer of today would not understand; then nothing is written. */
export const writeEventFiles = async (): Promise<void> => {
  const files = eventFiles();
  const faults: string[] = [];
  for (const [name, text] of files) {
    if (!name.endsWith('.schema.json')) continue;
    const former = await readFile(join(EVENTS_FOLDER, name), 'utf8').catch(() => undefined);
    if (former !== undefined)
      faults.push(
        ...incompatibilities(JSON.parse(former), JSON.parse(text)).map((fault) => `${name}: ${fault}`),
      );
  }
  if (faults.length > 0)
    throw new Error(`a field of an event may be added, never changed:\n${faults.join('\n')}`);
  await mkdir(EVENTS_FOLDER, { recursive: true });
  for (const [name, text] of files) await writeFile(join(EVENTS_FOLDER, name), text);
};
