import type * as v from 'valibot';
import * as valibot from 'valibot';
import { IdempotencyKey } from '../../functions/bind/schema.ts';
import { PrivateNumberText } from '../../shared/http/number-schemas.ts';
import { SECRET_SEGMENT } from '../../shared/http/secret-segment.ts';
import { inputSchema, type Json } from './json-schema.ts';

/** The meanings of the fields of queries. */
export const QUERY_NOTES: Readonly<Record<string, string>> = {
  leg: 'Which leg of the call, the first being 1; absent: the recording that the call itself shows.',
  a: 'Bindings whose A this is; with `at` those whose A it was at that moment, as far as it still is.',
  b: 'The same of B.',
  x: 'Whatever belongs to this private number.',
  y: 'AXYB: the binding that has this Y, by which A reaches B.',
  reference: 'Bindings with exactly this reference.',
  at: 'Only bindings whose people had X at this moment, in ISO 8601: a day (of UTC, its first moment) or a moment with its zone.',
  status: 'Only bindings that have this status now.',
  party: 'Calls of this person, on either side. With its `+` it may be a number of any country.',
  outcome: 'Only calls with an outcome of this class.',
  orphan: '`true`: only calls without a binding of ours; `false`: only those with one.',
  bindingId: 'Whatever belongs to this binding.',
  from: 'From this moment on, in ISO 8601: a day (of UTC) or a moment with its zone.',
  to: 'Before this moment.',
  limit: 'Items on a page.',
  cursor: '`nextCursor` of the page before. It opens for the same filter only.',
  app: 'The app, by its name in the configuration.',
  areaCode: 'Only numbers of this city.',
  state: 'Only numbers in this state.',
  dryRun: '`true`: tell what would be done and do nothing.',
  force: '`true`: the import may retire more than a fifth of the pool, and numbers with live bindings.',
  ifDifference:
    'The `fingerprint` of a dry run: where the import would make another difference by now it is refused with `version-conflict`, and changes nothing.',
  verify: '`true` asks the platform and adds `platform`.',
};

/** The same of bindings. */
export const BINDING_QUERY_NOTES: Readonly<Record<string, string>> = {
  ...QUERY_NOTES,
  party: 'Bindings whose A or B this is.',
  app: 'Bindings of this app, by its name in the configuration.',
  from: 'Only bindings that were made from this moment on, in ISO 8601: a day (of UTC) or a moment with its zone.',
  to: 'Only bindings that were made before this moment.',
};

/** The same of calls. */
export const CALL_QUERY_NOTES: Readonly<Record<string, string>> = {
  ...QUERY_NOTES,
  app: 'Calls of this app, by its name in the configuration.',
};

const Properties = valibot.object({
  properties: valibot.record(valibot.string(), valibot.record(valibot.string(), valibot.unknown())),
  required: valibot.optional(valibot.array(valibot.string()), []),
});

/** The fields of a query schema as parameters, with these notes on them. @throws {Error} for a field without a note. */
export const queryParameters = (
  schema: v.GenericSchema,
  notes: Readonly<Record<string, string>> = QUERY_NOTES,
): readonly Json[] => {
  const { properties, required } = valibot.parse(Properties, inputSchema(schema));
  return Object.entries(properties).map(([name, property]) => {
    const description = notes[name];
    if (description === undefined) throw new Error(`no note on the query parameter ${name}`);
    return { name, in: 'query', required: required.includes(name), description, schema: property };
  });
};

/** A private number in the path; its `+` may be written as `%2B`. */
export const PATH_X: Json = { name: 'x', in: 'path', required: true, schema: inputSchema(PrivateNumberText) };

/** An id of ours in the path; anything else is 404. */
export const pathId = (name: string): Json => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[a-z]{16,64}$' },
});

/** One of the secret segments in the addresses of the webhooks. */
export const PATH_SECRET: Json = {
  name: 'secret',
  in: 'path',
  required: true,
  description: 'One of `webhookSecrets` in the configuration document.',
  schema: { type: 'string', pattern: SECRET_SEGMENT.source },
};

export const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A repeat with the same key is answered as the first time for 24 hours; keys of different API keys are apart.',
  schema: inputSchema(IdempotencyKey),
};

export const ACCEPT_LANGUAGE: Json = {
  name: 'Accept-Language',
  in: 'header',
  required: false,
  description: 'Chinese first gives the texts of results in Chinese; anything else in English.',
  schema: { type: 'string' },
};
