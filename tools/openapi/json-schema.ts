import {
  type ConversionConfig,
  type JsonSchema,
  toJsonSchema,
  toJsonSchemaDefs,
} from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { CallQuery, RecordingQuery } from '../../functions/query-calls/schema.ts';
import { PAGE_FIELDS } from '../../shared/http/list-query.ts';
import {
  AnyPartyNumber,
  CalleeNumber,
  PartyNumber,
  PrivateNumberText,
} from '../../shared/http/number-schemas.ts';

/** A piece of the document. */
export type Json = Readonly<Record<string, unknown>>;

/** The input of the parsers of numbers, which cannot be read off their code. */
const NUMBER_NOTES: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [
    PartyNumber.pipe[1],
    'A mainland mobile or fixed-line number as people write it: `13800000001`, `86 138-0000-0001`, `+8613800000001`, `075500000001`.',
  ],
  [CalleeNumber.pipe[1], 'A mainland mobile, fixed-line, 400 or 95 number as people write it.'],
  [AnyPartyNumber.pipe[1], 'A number as people write it.'],
  [PrivateNumberText.pipe[1], 'A private number as people write it: `+8617000000001`.'],
]);

/** Integers of a query, which come as text and have a pattern in code; a client is told the integer. And choices that are text there. */
const TEXTS_OF_QUERIES: ReadonlyMap<unknown, JsonSchema> = new Map<unknown, JsonSchema>([
  [PAGE_FIELDS.limit, { type: 'integer', minimum: 1, maximum: 100, default: 50 }],
  [RecordingQuery.entries.leg, { type: 'integer', minimum: 1, maximum: 9999 }],
  [CallQuery.entries.orphan, { enum: ['true', 'false'] }],
]);

const E164: JsonSchema = { type: 'string', pattern: '^\\+\\d{7,18}$', description: 'E.164' };

type Action = Readonly<{ type: string; requirement?: unknown }>;

const CONFIGURATION: ConversionConfig = {
  target: 'draft-2020-12',
  errorMode: 'throw',
  // They say nothing of the form of what is sent, or say it as prose in the note of the field.
  ignoreActions: ['check', 'transform'],
  // The domain's own brand of stored numbers is known by what it says to a value that is none.
  overrideSchema: ({ valibotSchema }) =>
    'message' in valibotSchema && valibotSchema.message === 'must be E.164'
      ? E164
      : TEXTS_OF_QUERIES.get(valibotSchema),
  overrideAction: ({ valibotAction, jsonSchema }) => override(valibotAction, jsonSchema),
};

/** The form of an action that the library cannot tell; `undefined` leaves it to the library. */
const override = (action: Action, soFar: JsonSchema): JsonSchema | undefined => {
  const description = NUMBER_NOTES.get(action);
  if (description !== undefined) return { ...soFar, description };
  // The library refuses flags; `u` only makes the pattern what JSON Schema takes every pattern for.
  if (action.requirement instanceof RegExp && action.type === 'regex')
    return { ...soFar, pattern: action.requirement.source };
  // Behind a transform to a number; the text before it has a pattern.
  if (soFar.type === 'string' && /^(min|max)_value$/.test(action.type)) return soFar;
  return undefined;
};

/**
 * The input of a schema, as JSON Schema 2020-12.
 *
 * @throws {Error} for a part that has no form in JSON Schema and is not hand-given here.
 */
export const inputSchema = (schema: v.GenericSchema): Json => {
  const { $schema: _dialect, ...rest } = toJsonSchema(schema, CONFIGURATION);
  return rest;
};

/** Schemas by name, which refer to each other under `#/components/schemas`. @throws {Error} as {@link inputSchema}. */
export const componentSchemas = (schemas: Readonly<Record<string, v.GenericSchema>>): Json =>
  toJsonSchemaDefs(
    { ...schemas },
    { ...CONFIGURATION, overrideRef: ({ referenceId }) => refTo(referenceId) },
  );

/** Where a schema of {@link componentSchemas} stands. */
export const refTo = (name: string): string => `#/components/schemas/${name}`;
