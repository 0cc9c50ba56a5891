import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { statusOf } from '../../../shared/http/problem.ts';
import { PROBLEM_CODES } from '../../../shared/http/problem-catalogue/catalogue.ts';
import { exampleProblem } from '../../../shared/http/problem-catalogue/describe-problem.ts';
import { loadTemplate } from '../../../tools/local-stack/template.ts';
import { ANSWERS, type AnswerName } from '../../../tools/openapi/answers.ts';
import { openapiDocument, problemsOf } from '../../../tools/openapi/document.ts';
import { ANSWER_EXAMPLES, BIND_EXAMPLES } from '../../../tools/openapi/examples.ts';
import { OPENAPI_FILE, renderOpenapi } from '../../../tools/openapi/openapi.ts';
import { OPERATIONS } from '../../../tools/openapi/operations/operations.ts';
import { routesOf } from '../../harness/routes.ts';

const TEMPLATE_MS = 60_000;

const document = JSON.parse(readFileSync(OPENAPI_FILE, 'utf8'));

// One for all tests: it compiles each schema of the document once.
const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
ajv.addSchema(document, 'openapi.json');

/** All that is wrong with a value by the schema there. */
const faultsBy = (pointer: string, value: unknown) => {
  const validate = ajv.getSchema(`openapi.json#${pointer}`);
  if (validate === undefined) throw new Error(`no schema at ${pointer}`);
  validate(value);
  return validate.errors ?? [];
};

/** Every `$ref` in a part of the document. */
const references = (part: unknown): readonly string[] => {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : references(value),
  );
};

const at = (pointer: string): unknown =>
  pointer
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], document);

describe('docs/openapi.json', () => {
  it('is what npm run openapi writes', () => {
    expect(readFileSync(OPENAPI_FILE, 'utf8')).toBe(renderOpenapi());
  });

  it(
    'has every route of the template and no other',
    async () => {
      const routes = routesOf(await loadTemplate()).filter(
        ({ method }) => method !== '$default' && method !== 'ANY',
      );

      expect(Object.keys(OPERATIONS).sort()).toEqual(routes.map(({ routeKey }) => routeKey).sort());
      for (const { routeKey, keyed } of routes)
        expect([routeKey, OPERATIONS[routeKey]?.access === 'api-key']).toEqual([routeKey, keyed]);
    },
    TEMPLATE_MS,
  );

  it('refers only to what it has', () => {
    const missing = references(document).filter((reference) => at(reference) === undefined);

    expect(references(document).length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it('lists each problem of a route under its status', () => {
    for (const [routeKey, operation] of Object.entries(OPERATIONS)) {
      const [method = '', path = ''] = routeKey.split(' ');
      for (const code of problemsOf(operation)) {
        const { examples } =
          document.paths[path][method.toLowerCase()].responses[statusOf(code)].content[
            'application/problem+json'
          ];
        expect(Object.keys(examples), `${routeKey} ${code}`).toContain(code);
      }
    }
  });

  it('names the parameters of each path', () => {
    for (const routeKey of Object.keys(OPERATIONS)) {
      const named = (OPERATIONS[routeKey]?.parameters ?? [])
        .filter((parameter) => parameter['in'] === 'path')
        .map((parameter) => `{${String(parameter['name'])}}`);

      expect(routeKey.match(/\{\w+\}/g) ?? []).toEqual(named);
    }
  });

  it.each(Object.keys(ANSWER_EXAMPLES))('has an example that fits its schema: %s', (name) => {
    const example = ANSWER_EXAMPLES[name as Exclude<AnswerName, 'Problem'>];

    expect(faultsBy(`/components/schemas/${name}`, example)).toEqual([]);
  });

  it.each(PROBLEM_CODES)('has an example that is a problem: %s', (code) => {
    expect(faultsBy('/components/schemas/Problem', exampleProblem(code))).toEqual([]);
  });

  it.each(Object.entries(BIND_EXAMPLES))('has a bind body that fits: %s', (_name, body) => {
    const pointer = '/paths/~1bindings/post/requestBody/content/application~1json/schema';

    expect(faultsBy(pointer, body)).toEqual([]);
    expect(faultsBy(pointer, { ...body, c: 1 })).not.toEqual([]);
    expect(faultsBy(pointer, { ...body, ttlSeconds: 59 })).not.toEqual([]);
  });

  it('gives numbers of a query as integers, with their bounds', () => {
    const limits = ['/bindings', '/calls', '/messages', '/numbers'].map((path) =>
      document.paths[path].get.parameters.find(({ name }: { name: string }) => name === 'limit'),
    );
    const [leg] = document.paths['/calls/{callId}/recording'].get.parameters.filter(
      ({ name }: { name: string }) => name === 'leg',
    );

    for (const { schema } of limits)
      expect(schema).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 50 });
    expect(leg.schema).toEqual({ type: 'integer', minimum: 1, maximum: 9999 });
  });

  it('has a table of any text type in an import', () => {
    const { content } = document.paths['/numbers'].put.requestBody;

    expect(Object.keys(content)).toEqual([
      'application/json',
      'text/*',
      'application/csv',
      'application/vnd.ms-excel',
    ]);
  });

  it('never tells a client to wait for less than a second', () => {
    const { properties } = document.components.schemas.Problem;

    expect(properties.retryAfterSeconds).toEqual({ type: 'integer', minimum: 1 });
  });

  it('has push samples that fit', () => {
    const { schema, examples } = document.paths['/webhooks/cdr'].post.requestBody.content['application/json'];

    for (const { value } of Object.values(examples) as { value: unknown }[])
      expect(new Ajv2020({ strict: false }).validate(schema, value)).toBe(true);
  });

  it('has all answers as schemas', () => {
    expect(Object.keys(document.components.schemas)).toEqual(Object.keys(ANSWERS));
    expect(openapiDocument()['openapi']).toBe('3.1.0');
  });
});
