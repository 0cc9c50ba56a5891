// All that is cut from the AWS SDK when a function is bundled: whole files, one module of Node's, all of package.json but the version, names of regions, and the schemas of S3.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFiles } from './replace-files.mjs';
import { REPLACEMENTS } from './replacements.mjs';

const NODE_MODULES = join(import.meta.dirname, '..', '..', '..', 'node_modules');

/**
 * Importing `node:process` opens standard input and output, some 2 ms; the global is the same object without them. A name that is
 * not here fails the build.
 *
 * @type {import('esbuild').Plugin}
 */
const globalProcess = {
  name: 'global-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:process$/ }, () => ({ path: 'process', namespace: 'global' }));
    onLoad({ filter: /^process$/, namespace: 'global' }, () => ({
      contents: 'export const { env, versions } = process;',
    }));
  },
};

/**
 * A client imports its whole package.json to name its version in a header. The file is parsed, and its name and version stand in
 * its place.
 *
 * @type {import('esbuild').Plugin}
 */
const clientVersions = {
  name: 'client-versions',
  setup({ onLoad }) {
    onLoad({ filter: /\/@aws-sdk\/client-[^/]+\/package\.json$/ }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, 'utf8'));
      if (typeof version !== 'string') return { errors: [{ text: `${path} names no version` }] };
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

/**
 * The regions of each partition are a list of names for people; an address needs the partition's pattern and suffix. The file
 * is parsed, and the same partitions stand in its place without their regions.
 *
 * @type {import('esbuild').Plugin}
 */
const namesOfRegions = {
  name: 'names-of-regions',
  setup({ onLoad }) {
    onLoad({ filter: /\/util-endpoints\/lib\/aws\/partitions\.js$/ }, async ({ path }) => {
      const [, list] =
        /^export const partitionsInfo = (\{.*\});\s*$/s.exec(await readFile(path, 'utf8')) ?? [];
      if (list === undefined) return { errors: [{ text: `${path} is not a list of partitions any more` }] };
      const { partitions, ...others } = JSON.parse(list);
      const unnamed = partitions.map((partition) => ({ ...partition, regions: {} }));
      return {
        contents: `export const partitionsInfo = ${JSON.stringify({ ...others, partitions: unnamed })};`,
      };
    });
  },
};

/**
 * Writes out the computed keys of S3's schemas (`[_xN]: ...` becomes `"xmlName": ...`). A computed key may have effects as far as a
 * bundler knows, so without this the schemas of all operations stay in. It is the only place where source of the SDK is rewritten,
 * and goes when it saves less than 50 kB: `node tools/with-node24.mjs tests/bench/cuts.ts`.
 *
 * @type {import('esbuild').Plugin}
 */
const schemasOfS3 = {
  name: 'schemas-of-s3',
  setup({ onLoad }) {
    onLoad({ filter: /\/@aws-sdk\/client-s3\/dist-es\/schemas\/schemas_0\.js$/ }, async ({ path }) => ({
      contents: withPlainKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

const withPlainKeys = (source) => {
  const texts = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replaceAll(/\[(_\w+)\]:/g, (written, name) =>
    texts.has(name) ? `${texts.get(name)}:` : written,
  );
};

const OTHERS = new Map([
  ['import of node:process', globalProcess],
  ['package.json of the clients', clientVersions],
  ['names of regions', namesOfRegions],
  ['computed keys in the schemas of S3', schemasOfS3],
]);

/** The names of all cuts. One cut may be several files that belong together. */
export const CUTS = [...new Set([...REPLACEMENTS.map(({ cut }) => cut), ...OTHERS.keys()])];

/**
 * @param {readonly string[]} cuts names of `CUTS`
 * @returns {import('esbuild').Plugin[]}
 */
export const cutFromSdk = (cuts) => {
  const unknown = cuts.filter((cut) => !CUTS.includes(cut));
  if (unknown.length > 0) throw new Error(`no such cut: ${unknown.join(', ')}`);
  const replacements = REPLACEMENTS.filter(({ cut }) => cuts.includes(cut));
  const others = [...OTHERS].filter(([cut]) => cuts.includes(cut)).map(([, plugin]) => plugin);
  return [replaceFiles(replacements, NODE_MODULES), ...others];
};
