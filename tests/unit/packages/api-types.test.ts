import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { API_TYPES_FILE, renderApiTypes } from '../../../packages/client/scripts/write-api-types.ts';
import { EVENT_TYPES_FILE, renderEventTypes } from '../../../packages/client/scripts/write-event-types.ts';
import { KEYED_OPERATIONS } from '../../../packages/client/src/api-types.ts';

describe('the types of packages/client', () => {
  it('are those of docs/events; npm run openapi writes them', async () => {
    const written = readFileSync(EVENT_TYPES_FILE, 'utf8');
    const rendered = await renderEventTypes();

    expect(written === rendered || 'run npm run openapi').toBe(true);
  });

  it('are those of docs/openapi.json; npm run openapi writes them', async () => {
    const written = readFileSync(API_TYPES_FILE, 'utf8');
    const rendered = await renderApiTypes();

    expect(written === rendered || 'run npm run openapi').toBe(true);
  });

  it('are not made of a schema with a keyword that nobody would check', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
    const schema = { type: 'object', properties: { type: { const: 'one' }, ids: { uniqueItems: true } } };
    writeFileSync(join(folder, 'one.schema.json'), JSON.stringify(schema));

    await expect(renderEventTypes(folder)).rejects.toThrow('one.properties.ids: uniqueItems is not checked');
    rmSync(folder, { recursive: true });
  });

  it('name the operations that take an idempotency key', () => {
    expect(KEYED_OPERATIONS).toContain('POST /bindings');
  });
});
