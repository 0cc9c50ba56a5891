import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { OPENAPI_FILE } from '../../../tools/openapi/openapi.ts';
import type { Answer } from '../../harness/stack.ts';

type Media = { schema: object };
type Response = { content?: Record<string, Media> };
type Document = { paths: Record<string, Record<string, { responses: Record<string, Response> }>> };

/**
 * Holds answers against docs/openapi.json: status, content type, every field and its form. Fields that the document does not
 * have are faults as well, so nothing leaves unseen.
 */
export const createDocumented = () => {
  const document: Document = JSON.parse(readFileSync(OPENAPI_FILE, 'utf8'));
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ },
  });
  ajv.addSchema(closed(document) as object, 'openapi.json');

  /** The faults of an answer of that route; empty when it is as documented. */
  const faultsOf = (routeKey: string, { status, headers, body, text }: Answer): readonly string[] => {
    const [method = '', path = ''] = routeKey.split(' ');
    const response = document.paths[path]?.[method.toLowerCase()]?.responses[status];
    if (response === undefined) return [`${routeKey} answers ${status}, which is not documented`];
    if (text === '') return status === 200 && path.startsWith('/webhooks/') ? [] : ['the body is empty'];
    const type = (headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (response.content?.[type] === undefined) return [`${routeKey} ${status} comes as ${type}`];
    const pointer = ['paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema'];
    ajv.validate({ $ref: `openapi.json#/${pointer.map(escaped).join('/')}` }, body);
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
  return { faultsOf };
};

const escaped = (part: string | number): string =>
  encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'));

/** The same document with every described object closed; the parts of `allOf` stay open, because neither has all fields. */
const closed = (part: unknown, inAllOf = false): unknown => {
  if (Array.isArray(part)) return part.map((item) => closed(item, inAllOf));
  if (typeof part !== 'object' || part === null) return part;
  const copy = Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, closed(value, key === 'allOf')]),
  );
  const isObject = copy['type'] === 'object' && 'properties' in copy && !inAllOf;
  return isObject ? { additionalProperties: false, ...copy } : copy;
};
