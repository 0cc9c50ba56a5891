// Bundles the functions with esbuild: one ES module a function, minified, SDK included, source map beside the zip.
// JavaScript, because `serverless` also runs on a Node that cannot read TypeScript.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { stubUnusedParts } from './stubs.mjs';

/**
 * Writes `<outDirectory>/<name>/functions/<name>/index.mjs`, so that each `<outDirectory>/<name>` is the content of one zip.
 * One run of esbuild for all functions parses what they share once.
 *
 * @param {{ root: string, names: readonly string[], outDirectory: string, stubs?: boolean }} options `stubs: false`
 *   bundles the SDK as it is, to measure what the stubs save.
 * @returns {Promise<import('esbuild').Metafile>} what went into each bundle; paths are relative to `root`.
 */
export const bundleFunctions = async ({ root, names, outDirectory, stubs = true }) => {
  const missing = names.filter((name) => !existsSync(entryOf(root, name)));
  if (missing.length > 0) throw new Error(`no functions/<name>/index.ts for: ${missing.join(', ')}`);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({
      in: entryOf(root, name),
      out: `${name}/functions/${name}/index`,
    })),
    outdir: outDirectory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    // Texts in other scripts stay as they are; written as escapes they are twice as long.
    charset: 'utf8',
    // Class names show up in errors, and the SDK finds its exceptions by name.
    keepNames: false,
    mainFields: ['module', 'main'],
    conditions: ['module', 'import', 'node'],
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    legalComments: 'none',
    logLevel: 'error',
    plugins: stubs ? [stubUnusedParts] : [],
    // What is left of CommonJS in the dependencies calls require for node's own modules.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  return metafile;
};

const entryOf = (root, name) => join(root, 'functions', name, 'index.ts');

/**
 * Bytes of one bundle by where they come from: `own` (functions and shared), `libraries` (middy, valibot), `sdk`.
 *
 * @param {import('esbuild').Metafile} metafile
 * @param {string} name a function
 */
export const bundleShares = (metafile, name) => {
  const [, output] = Object.entries(metafile.outputs).find(([path]) =>
    path.endsWith(`/${name}/functions/${name}/index.mjs`),
  ) ?? [undefined, { bytes: 0, inputs: {} }];
  const shares = { own: 0, libraries: 0, sdk: 0, total: output.bytes };
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs))
    shares[ownerOf(path)] += bytesInOutput;
  return shares;
};

const ownerOf = (path) => {
  if (!path.includes('node_modules/')) return 'own';
  return /node_modules\/(@middy|valibot)\//.test(path) ? 'libraries' : 'sdk';
};
