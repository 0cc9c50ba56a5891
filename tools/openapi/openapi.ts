// `npm run openapi`: writes docs/openapi.json from the schemas that the functions parse requests with, docs/events from those that
// they publish with, and from both the types of packages/client. Unit tests compare all of them.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openapiDocument } from './document.ts';
import { writeEventFiles } from './events/event-files.ts';

/** Where the document lies. */
export const OPENAPI_FILE = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));

/** The document as it is written. */
export const renderOpenapi = (): string => `${JSON.stringify(openapiDocument(), undefined, 2)}\n`;

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  await writeFile(OPENAPI_FILE, renderOpenapi());
  await writeEventFiles();
  // Not above: it brings a compiler along, and those who compare the document need none.
  const { writeApiTypes } = await import('../../packages/client/scripts/write-api-types.ts');
  const { writeEventTypes } = await import('../../packages/client/scripts/write-event-types.ts');
  await writeApiTypes();
  await writeEventTypes();
  process.stdout.write('docs/openapi.json, docs/events and the types of packages/client written\n');
}
