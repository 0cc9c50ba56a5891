import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { API_TYPES_FILE, renderApiTypes } from '../../../packages/client/scripts/write-api-types.ts';
import { KEYED_OPERATIONS } from '../../../packages/client/src/api-types.ts';

describe('the types of packages/client', () => {
  it('are those of docs/openapi.json; npm run openapi writes them', async () => {
    const written = readFileSync(API_TYPES_FILE, 'utf8');
    const rendered = await renderApiTypes();

    expect(written === rendered || 'run npm run openapi').toBe(true);
  });

  it('name the operations that take an idempotency key', () => {
    expect(KEYED_OPERATIONS).toContain('POST /bindings');
  });
});
