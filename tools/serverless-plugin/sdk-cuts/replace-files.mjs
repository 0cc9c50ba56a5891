import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const escaped = (text) => text.replaceAll(/[.+/]/g, '\\$&');

/**
 * Puts other contents in the place of whole files of packages. The build fails when a file is gone, or when its exports are not
 * those that the replacement was written for: then somebody has to look whether the replacement still does.
 *
 * @param {readonly import('./replacements.mjs').Replacement[]} replacements
 * @param {string} nodeModules where the files must be
 * @returns {import('esbuild').Plugin}
 */
export const replaceFiles = (replacements, nodeModules) => ({
  name: 'replace-files',
  setup({ onStart, onLoad }) {
    onStart(() => ({
      errors: replacements
        .filter(({ file }) => !existsSync(join(nodeModules, file)))
        .map(({ file }) => ({ text: `${file} is replaced in the bundle, but does not exist any more` })),
    }));
    for (const replacement of replacements) {
      const { file, contents } = replacement;
      const filter = new RegExp(`/node_modules/${escaped(file)}$`);
      onLoad({ filter }, async ({ path }) => {
        const differences = await differencesOf(path, replacement);
        if (differences.length > 0) return { errors: differences.map((text) => ({ text })) };
        return { contents, loader: 'js' };
      });
    }
  },
});

/** In words, for the one who updates the package. */
const differencesOf = async (path, { file, contents, omitted = [] }) => {
  const [original, replaced] = await Promise.all([
    exportsOf({ entryPoints: [path], bundle: true, packages: 'external' }),
    exportsOf({ stdin: { contents } }),
  ]);
  const known = new Set([...replaced, ...omitted]);
  const added = [...original].filter((name) => !known.has(name));
  const removed = [...known].filter((name) => !original.has(name));
  return [
    ...added.map((name) => `${file} exports ${name}, its replacement does not`),
    ...removed.map((name) => `${file} does not export ${name} any more, its replacement does or omits it`),
  ];
};

/** A bundled entry point with what it passes on from its neighbours by `export *`. */
const exportsOf = async (entry) => {
  const { metafile } = await build({
    ...entry,
    platform: 'node',
    format: 'esm',
    outfile: 'unused.mjs',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return new Set(Object.values(metafile.outputs).flatMap((output) => output.exports));
};
