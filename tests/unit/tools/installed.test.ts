import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetInstall, isInstalled, stampInstall } from '../../../tools/installed.mjs';

const MACHINE = { platform: 'linux', arch: 'x64' };

type Entry = Readonly<Record<string, unknown>>;
type Packages = Readonly<Record<string, Entry>>;

const ALPHA = { version: '1.0.0', integrity: 'sha512-alpha' };
const BETA = { version: '2.0.0', integrity: 'sha512-beta', dev: true };
const NESTED = { version: '1.1.0', integrity: 'sha512-nested' };
const LOCKED: Packages = {
  '': { name: 'project', version: '0.1.0' },
  'node_modules/alpha': ALPHA,
  'node_modules/@scope/beta': BETA,
  'node_modules/@scope/beta/node_modules/alpha': NESTED,
};
const BINARY = { version: '24.0.0', integrity: 'sha512-bin', optional: true };

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'installed-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = async (path: string, contents: string): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), contents);
};

const lock = (packages: Packages) =>
  write('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }));

/** As `npm ci` leaves it: a folder a package, and at last the list of all. */
const install = async (packages: Packages): Promise<void> => {
  const { '': _project, ...installed } = packages;
  for (const path of Object.keys(installed)) await write(`${path}/package.json`, '{}');
  await write('node_modules/.package-lock.json', JSON.stringify({ lockfileVersion: 3, packages: installed }));
};

const without = (packages: Packages, path: string): Packages =>
  Object.fromEntries(Object.entries(packages).filter(([key]) => key !== path));

describe('packages', () => {
  it('are installed after a plain npm ci', async () => {
    await lock(LOCKED);
    await install(LOCKED);

    expect(isInstalled(root, MACHINE)).toBe(true);
  });

  it('are installed whatever registry they came from, and whatever npm notes beside', async () => {
    await lock(LOCKED);
    await install({
      ...LOCKED,
      'node_modules/alpha': { ...ALPHA, resolved: 'https://mirror.example/alpha.tgz' },
    });

    expect(isInstalled(root, MACHINE)).toBe(true);
  });

  it('are installed with the workspaces that npm links, and not before', async () => {
    const workspace = {
      'packages/client': { name: 'client', version: '0.1.0' },
      'packages/client/node_modules/alpha': NESTED,
      'node_modules/client': { resolved: 'packages/client', link: true },
    };
    await lock({ ...LOCKED, ...workspace });
    await write('packages/client/package.json', '{}');
    await install(LOCKED);
    expect(isInstalled(root, MACHINE)).toBe(false);

    await install({ ...LOCKED, ...workspace });

    expect(isInstalled(root, MACHINE)).toBe(true);
  });

  it('are not installed in a fresh clone', async () => {
    await lock(LOCKED);

    expect(isInstalled(root, MACHINE)).toBe(false);
  });

  it.each<[string, Packages]>([
    ['has another version', { ...LOCKED, 'node_modules/alpha': { ...ALPHA, version: '1.0.1' } }],
    ['has other content', { ...LOCKED, 'node_modules/alpha': { ...ALPHA, integrity: 'sha512-other' } }],
    ['has one package more', { ...LOCKED, 'node_modules/gamma': ALPHA }],
    ['has one package fewer', without(LOCKED, 'node_modules/@scope/beta/node_modules/alpha')],
    [
      'has a package in another place',
      { ...without(LOCKED, 'node_modules/alpha'), 'node_modules/a/node_modules/alpha': ALPHA },
    ],
  ])('are not installed when the lock file %s than they were installed by', async (_change, changed) => {
    await lock(changed);
    await install(LOCKED);
    stampInstall(root);

    expect(isInstalled(root, MACHINE)).toBe(false);
  });

  it('are not installed after npm ci --omit=dev', async () => {
    await lock(LOCKED);
    await install(without(LOCKED, 'node_modules/@scope/beta'));

    expect(isInstalled(root, MACHINE)).toBe(false);
  });
});

describe('packages of an install that was cut short', () => {
  beforeEach(async () => {
    await lock(LOCKED);
    await install(LOCKED);
  });

  it('are not installed before npm has written its list', async () => {
    await rm(join(root, 'node_modules', '.package-lock.json'));

    expect(isInstalled(root, MACHINE)).toBe(false);
  });

  it('are not installed when the list is cut off', async () => {
    await write('node_modules/.package-lock.json', '{ "packages": { "node_modules/alpha": {');

    expect(isInstalled(root, MACHINE)).toBe(false);
  });

  it('are not installed when the list is older than an emptied folder', async () => {
    stampInstall(root);
    await rm(join(root, 'node_modules', '@scope'), { recursive: true });

    expect(isInstalled(root, MACHINE)).toBe(false);
  });

  it('are not installed once our own install has begun', () => {
    stampInstall(root);

    forgetInstall(root);

    expect(isInstalled(root, MACHINE)).toBe(false);
  });
});

describe('optional packages that are missing', () => {
  const isInstalledWithout = async (optional: Entry): Promise<boolean> => {
    await lock({ ...LOCKED, 'node_modules/binary': { ...BINARY, ...optional } });
    await install(LOCKED);
    return isInstalled(root, MACHINE);
  };

  it.each<[string, Entry]>([
    ['another system', { os: ['darwin'], cpu: ['x64'] }],
    ['another processor', { os: ['linux'], cpu: ['arm64'] }],
    ['another system, named alone', { os: 'darwin', cpu: 'x64' }],
    ['every system but this', { os: ['!linux'] }],
    ['one C library, which is costly to ask for', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['the sake of one for another machine', {}],
  ])('do not count when they are for %s', async (_for, optional) => {
    expect(await isInstalledWithout(optional)).toBe(true);
  });

  it.each<[string, Entry]>([
    ['this system and processor', { os: ['linux'], cpu: ['x64'] }],
    ['this system, named alone', { os: 'linux', cpu: 'x64' }],
    ['this system', { os: ['darwin', 'linux'] }],
    ['this processor', { cpu: ['x64'] }],
    ['every system but another', { os: ['!win32'] }],
  ])('have to be installed when they are for %s', async (_for, optional) => {
    expect(await isInstalledWithout(optional)).toBe(false);
  });

  it('are done without when our own install asked for them and could not have them', async () => {
    await isInstalledWithout({ os: ['linux'], cpu: ['x64'] });

    stampInstall(root);

    expect(isInstalled(root, MACHINE)).toBe(true);
  });

  it('are asked for again when the lock file changes', async () => {
    await isInstalledWithout({ os: ['linux'], cpu: ['x64'] });
    stampInstall(root);
    await lock({ ...LOCKED, 'node_modules/binary': { ...BINARY, version: '24.0.1', os: ['linux'] } });

    expect(isInstalled(root, MACHINE)).toBe(false);
  });
});
