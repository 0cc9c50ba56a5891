// Writes src/api-types.ts from docs/openapi.json, as a part of `npm run openapi`. A unit test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

const DOCUMENT_FILE = fileURLToPath(new URL('../../../docs/openapi.json', import.meta.url));

/** Where the types lie. */
export const API_TYPES_FILE = fileURLToPath(new URL('../src/api-types.ts', import.meta.url));

const HEAD = `// Made by \`npm run openapi\` from docs/openapi.json; not for changes by hand.

`;

/** The types of everything that a caller of the API may ask for, and the names of the operations that take an idempotency key. */
export const renderApiTypes = async (): Promise<string> => {
  const document = forCallers(JSON.parse(readFileSync(DOCUMENT_FILE, 'utf8')));
  const types = astToString(await openapiTS(document, { silent: true }));
  return `${HEAD}${types}
/** The operations that take an \`Idempotency-Key\`: method and path. */
export const KEYED_OPERATIONS: readonly string[] = ${JSON.stringify(keyedOperations(document))};
`;
};

/** Writes the file. */
export const writeApiTypes = async (): Promise<void> => writeFileSync(API_TYPES_FILE, await renderApiTypes());

/** Without the addresses that only the platform calls. */
const forCallers = (document: OpenAPI3): OpenAPI3 => ({
  ...document,
  paths: Object.fromEntries(
    Object.entries(document.paths ?? {}).filter(([path]) => !path.startsWith('/webhooks/')),
  ),
});

const keyedOperations = ({ paths = {} }: OpenAPI3): readonly string[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      JSON.stringify(operation).includes('"name":"Idempotency-Key"')
        ? [`${method.toUpperCase()} ${path}`]
        : [],
    ),
  );
