import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const LINES = readFileSync(join(import.meta.dirname, '../../../.gitignore'), 'utf8').split('\n');

describe('.gitignore', () => {
  it.each(['/configuration*.json', '/access*.json', 'privacy-export-*.json'])(
    'keeps files of operators out of commits: %s',
    (pattern) => expect(LINES).toContain(pattern),
  );
});
