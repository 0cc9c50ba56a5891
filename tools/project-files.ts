import { spawnSync } from 'node:child_process';
import { existsSync, globSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The paths, with slashes, of all files that git tracks or would track. Where git does not answer (an archive without `.git`, a
 * folder of another owner) of all files that `.gitignore` does not leave out by name.
 */
export const projectFiles = (root: string): readonly string[] =>
  (pathsOfGit(root) ?? pathsOfFolder(root)).filter((path) => isFile(join(root, path)));

/** A link, to `node_modules` for one, is none. */
const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const pathsOfGit = (root: string): readonly string[] | undefined => {
  // Without it, git would answer for a repository around an unpacked archive.
  if (!existsSync(join(root, '.git'))) return undefined;
  const { status, stdout } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: root, encoding: 'utf8', maxBuffer: MOST_BYTES },
  );
  return status === 0 ? stdout.split('\0').filter(Boolean) : undefined;
};

const pathsOfFolder = (root: string): readonly string[] => {
  const ignored = ignoredNames(root);
  return globSync('**/{*,.*}', {
    cwd: root,
    exclude: (name) => ignored.some((pattern) => pattern.test(name.split(/[\\/]/).at(-1) ?? '')),
  }).map((path) => path.replaceAll('\\', '/'));
};

/** Our `.gitignore` has names and `*` alone. */
const ignoredNames = (root: string): readonly RegExp[] => {
  const file = join(root, '.gitignore');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : [];
  const names = lines
    .map((line) => line.replaceAll('/', ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
  return ['.git', ...names].map(
    (name) => new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '.*')}$`),
  );
};
