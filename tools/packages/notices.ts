import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The folder of an npm package, from the root of the project. */
const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * The licence texts of the npm packages that the outputs have code of, which their licences want to go along; `undefined` when
 * there are none.
 *
 * @throws {Error} for a package without a licence file.
 */
export const noticesOf = async (metafile: Metafile, root: string): Promise<string | undefined> => {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = new Set(
    inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? (PACKAGE.exec(path) ?? []) : [])),
  );
  const texts = [...folders].toSorted().map(async (folder) => {
    const [file] = globSync('LICEN[CS]E*', { cwd: join(root, folder) });
    if (file === undefined) throw new Error(`${folder} has no licence file`);
    const { name, version } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    return `${name} ${version}\n\n${await readFile(join(root, folder, file), 'utf8')}`;
  });
  return texts.length === 0 ? undefined : (await Promise.all(texts)).join('\n\n');
};
