// Whether the packages are there. Only modules of Node's, because it runs before any package is.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** npm writes it last, and it says what is there in the same words as package-lock.json. */
const listOf = (root) => join(root, 'node_modules', '.package-lock.json');

/** Hash of the lock file of our own last install. */
const stampOf = (root) => join(root, 'node_modules', '.lock-hash');

/**
 * Whether `node_modules` holds what `package-lock.json` says, whoever installed it: each package in its version, nothing else.
 * Optional packages for other machines may be missing. One for this machine may be missing only after an install of our own,
 * which asked for it: then it cannot be had, and to install again would not help.
 *
 * @param {string} root folder of package-lock.json
 * @param {{ platform: string, arch: string }} machine as `process` names them
 */
export const isInstalled = (root, machine = process) => {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const there = packagesIn(listOf(root));
  if (wanted === undefined || there === undefined) return false;
  if ([...there.keys()].some((path) => !wanted.has(path))) return false;
  const triedAll = isStamped(root);
  return [...wanted].every(([path, entry]) => {
    const found = there.get(path);
    if (found === undefined) return entry.optional === true && (triedAll || !isFor(entry, machine));
    return isSame(entry, found) && existsSync(join(root, path, 'package.json'));
  });
};

/** Takes back what `isInstalled` goes by, so that an install that is killed does not count. */
export const forgetInstall = (root) => {
  for (const file of [listOf(root), stampOf(root)]) rmSync(file, { force: true });
};

/** Notes that all packages were asked for, those for this machine among them. */
export const stampInstall = (root) => writeFileSync(stampOf(root), lockHash(root));

/** By folder, without the project itself; `undefined` when there is no such list, or it is cut off. */
const packagesIn = (file) => {
  try {
    const { packages } = JSON.parse(readFileSync(file, 'utf8'));
    return new Map(Object.entries(packages).filter(([path]) => path !== ''));
  } catch {
    return undefined;
  }
};

const isSame = (one, other) => one.version === other.version && one.integrity === other.integrity;

/**
 * Packages without `os` and `cpu` are not told apart: they are there for the sake of one that has them. Nor are those for a C
 * library: which one a machine has is costly to ask, and there is always a package without it that tells as much.
 */
const isFor = ({ os, cpu, libc }, { platform, arch }) =>
  (os ?? cpu) !== undefined && libc === undefined && allows(os, platform) && allows(cpu, arch);

/** npm's notation: a name or a list of names, or of names with `!` that are excluded. */
const allows = (written, name) => {
  if (written === undefined) return true;
  const names = [written].flat();
  const isListed = names.includes(name) || names.every((one) => one.startsWith('!'));
  return isListed && !names.includes(`!${name}`);
};

const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

const isStamped = (root) => {
  const stamp = stampOf(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(root);
};
