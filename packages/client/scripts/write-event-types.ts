// Writes src/event-types.ts from docs/events/*.schema.json, as a part of `npm run openapi`. A unit test compares.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, type OpenAPI3, type SchemaObject } from 'openapi-typescript';
import { CHECKS, isRecord } from '../src/schema-fault.ts';

/** The schemas that the service keeps its events to. */
export const EVENTS_FOLDER = fileURLToPath(new URL('../../../docs/events/', import.meta.url));

/** Where the types lie. */
export const EVENT_TYPES_FILE = fileURLToPath(new URL('../src/event-types.ts', import.meta.url));

const HEAD = `// Made by \`npm run openapi\` from docs/events; not for changes by hand.
import type { EventSchema } from './schema-fault.ts';

`;

type Schemas = Readonly<Record<string, SchemaObject>>;

/**
 * The types of the events by kind, and the schemas themselves.
 *
 * @throws {Error} for a schema with a keyword that src/schema-fault.ts does not check.
 */
export const renderEventTypes = async (folder = EVENTS_FOLDER): Promise<string> => {
  const schemas = schemasIn(folder);
  const document: OpenAPI3 = {
    openapi: '3.1.0',
    info: { title: 'events', version: '1' },
    paths: {},
    components: { schemas: { ...schemas } },
  };
  const checked = Object.fromEntries(
    Object.entries(schemas).map(([kind, schema]) => [kind, withoutWords(schema, kind)]),
  );
  return `${HEAD}${astToString(await openapiTS(document, { silent: true }))}
/** The events by their kind. */
export type EventTypes = components['schemas'];

/** The schema of each kind. */
export const EVENT_SCHEMAS: Readonly<Record<keyof EventTypes, EventSchema>> = ${JSON.stringify(checked)};
`;
};

/** Writes the file. */
export const writeEventTypes = async (): Promise<void> =>
  writeFileSync(EVENT_TYPES_FILE, await renderEventTypes());

/** By kind, which is the only value that `type` may have. */
const schemasIn = (folder: string): Schemas =>
  Object.fromEntries(
    globSync('*.schema.json', { cwd: folder })
      .toSorted()
      .map((file) => {
        const { $schema: _form, $id: _id, ...schema } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
        return [schema.properties.type.const, schema];
      }),
  );

/** Keywords that are for people, and forms that JSON Schema does not check either unless it is asked to. */
const WORDS = ['title', 'description', 'examples', 'format', '$comment'];

const withoutWords = (schema: unknown, path: string): unknown => {
  if (!isRecord(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]) => {
      if (WORDS.includes(keyword)) return [];
      if (!Object.hasOwn(CHECKS, keyword)) throw new Error(`${path}: ${keyword} is not checked`);
      return [[keyword, inner(keyword, value, `${path}.${keyword}`)]];
    }),
  );
};

/** The schemas inside a keyword. */
const inner = (keyword: string, value: unknown, path: string): unknown => {
  if (keyword === 'items') return withoutWords(value, path);
  if (keyword === 'anyOf' && Array.isArray(value)) return value.map((one) => withoutWords(one, path));
  if (keyword !== 'properties' || !isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withoutWords(one, `${path}.${name}`)]),
  );
};
