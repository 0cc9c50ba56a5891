import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** `process.env` is a setting that no signature shows, `Date.now()` and `Math.random()` an input that no test gives. */
const filesWith = (pattern: RegExp, except: RegExp): string[] =>
  globSync('{shared,functions}/**/*.ts', { cwd: ROOT })
    .filter((file) => !except.test(file))
    .filter((file) => pattern.test(withoutComments(readFileSync(join(ROOT, file), 'utf8'))));

const withoutComments = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

describe('production code', () => {
  it('reads the environment in shared/runtime only', () => {
    const found = filesWith(/\bprocess\.env\b|\bfrom 'node:process'/, /^shared\/runtime\//);

    expect(found).toEqual([]);
  });

  it('gets time and chance handed in', () => {
    const found = filesWith(
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\b/,
      /^shared\/kernel\/(clock|system-random)\.ts$|^shared\/runtime\/lambda-runtime\.ts$/,
    );

    expect(found).toEqual([]);
  });
});
