import { basename, join } from 'node:path';

/** A module that a declaration names, as the compiler writes it. */
const SPECIFIER = /(\bfrom |\bimport\()(['"])([^'"]+)\2/g;

/**
 * The declaration files that are reached from one, with the specifiers that every TypeScript understands.
 *
 * @param read gives the text of a file
 * @throws {Error} when one of them names a file outside its folder: whoever installs the package does not have that.
 */
export const declarationsFrom = async (
  folder: string,
  entry: string,
  read: (path: string) => Promise<string>,
): Promise<Readonly<Record<string, string>>> => {
  const found: Record<string, string> = {};
  for (const open = [entry]; open.length > 0; ) {
    const file = open.pop() ?? entry;
    if (Object.hasOwn(found, file)) continue;
    const text = await read(join(folder, file));
    for (const [, , , module = ''] of text.matchAll(SPECIFIER)) {
      if (!module.startsWith('.')) continue;
      if (module !== `./${basename(module)}`) throw new Error(`${file} needs ${module}, outside the package`);
      open.push(basename(module).replace(/[.]ts$/, '.d.ts'));
    }
    found[file] = text.replaceAll(SPECIFIER, (whole: string) => whole.replace(/[.]ts(?=['"]$)/, '.js'));
  }
  return found;
};
