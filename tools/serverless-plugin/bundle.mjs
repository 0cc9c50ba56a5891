// Bundles the functions with esbuild: one ES module a function, minified, SDK included, source map beside the zip.
// JavaScript, because `serverless` also runs on a Node that cannot read TypeScript.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { builtConsole } from './console/built-console.mjs';
import { CUTS, cutFromSdk } from './sdk-cuts/sdk-cuts.mjs';

/** The condition in package.json under which `#aws-clients` is the SDK. */
const SDK_CONDITION = 'aws-sdk';

/**
 * Writes `<outDirectory>/<name>/functions/<name>/index.mjs`, so that each `<outDirectory>/<name>` is the content of one zip.
 * DynamoDB and Secrets Manager are reached through the lean clients, but through the SDK in functions that have its client of
 * S3 anyway.
 *
 * @param {{ root: string, names: readonly string[], outDirectory: string, target?: string, awsClients?: 'lean' | 'sdk', cuts?: readonly string[] }} options
 *   `target`: the Node that runs the bundles, in esbuild's words. `awsClients`: `sdk` puts the SDK into all functions. `cuts` in the SDK other than all are for measuring what they are worth.
 * @returns {Promise<import('esbuild').Metafile>} what went into each bundle; paths are relative to `root`.
 */
export const bundleFunctions = async ({
  root,
  names,
  outDirectory,
  target = 'node24',
  awsClients = 'lean',
  cuts = CUTS,
}) => {
  const missing = names.filter((name) => !existsSync(entryOf(root, name)));
  if (missing.length > 0) throw new Error(`no functions/<name>/index.ts for: ${missing.join(', ')}`);
  const bundled = (some, conditions) => bundle({ root, names: some, outDirectory, target, cuts, conditions });
  if (awsClients === 'sdk') return bundled(names, [SDK_CONDITION]);
  const lean = await bundled(names, []);
  const withS3 = names.filter((name) => hasS3(lean, name));
  if (withS3.length === 0) return lean;
  const sdk = await bundled(withS3, [SDK_CONDITION]);
  return { inputs: { ...lean.inputs, ...sdk.inputs }, outputs: { ...lean.outputs, ...sdk.outputs } };
};

const hasS3 = (metafile, name) =>
  Object.keys(outputOf(metafile, name).inputs).some((path) =>
    path.includes('node_modules/@aws-sdk/client-s3/'),
  );

/** One run of esbuild for many functions parses what they share once. */
const bundle = async ({ root, names, outDirectory, target, cuts, conditions }) => {
  const consoles = [];
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
    target,
    minify: true,
    // Texts in other scripts stay as they are; written as escapes they are twice as long.
    charset: 'utf8',
    // No code reads the name of a class or a function: errors, ours and the SDK's, set their `name` themselves.
    keepNames: false,
    mainFields: ['module', 'main'],
    conditions: ['module', 'import', 'node', ...conditions],
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    legalComments: 'none',
    logLevel: 'error',
    plugins: [...cutFromSdk(cuts), builtConsole((console) => consoles.push(console))],
    // The remaining CommonJS in the dependencies calls `require` for node's own modules.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  return consoles.reduce(withConsole, metafile);
};

/** The code of the console is in the bundle of its function, in which esbuild sees one file. */
const withConsole = (metafile, console) => {
  const output = outputOf(metafile, 'console');
  const inputs = Object.assign(
    {},
    output.inputs,
    ...Object.values(console.outputs).map(({ inputs }) => inputs),
  );
  Object.assign(output, { inputs });
  return { ...metafile, inputs: { ...metafile.inputs, ...console.inputs } };
};

const entryOf = (root, name) => join(root, 'functions', name, 'index.ts');

/**
 * @param {import('esbuild').Metafile} metafile
 * @param {string} name a function
 * @returns {number} bytes of its bundle
 */
export const bundleBytes = (metafile, name) => outputOf(metafile, name).bytes;

const outputOf = (metafile, name) => {
  const path = Object.keys(metafile.outputs).find((output) =>
    output.endsWith(`/${name}/functions/${name}/index.mjs`),
  );
  if (path === undefined) throw new Error(`no bundle of ${name}`);
  return metafile.outputs[path];
};
