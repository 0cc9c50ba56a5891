import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { declarationsFrom } from './declarations.ts';
import { noticesOf } from './notices.ts';

/** The packages that are published from here, and what each leaves to be installed beside it. */
export const PACKAGES = {
  client: { external: ['openapi-fetch'] },
  platform: { external: [] },
} as const satisfies Record<string, Readonly<{ external: readonly string[] }>>;

export type PackageName = keyof typeof PACKAGES;

const ROOT = join(import.meta.dirname, '..', '..');

/** The oldest Node that a package says it runs on; the `lib` of its tsconfig.json holds the same. */
const TARGET = 'node20.19';

/**
 * Builds a package into `outDir`: one ES module, the declarations that its public names need, the licences of packages that the
 * module has code of. Any former contents of `outDir` go.
 *
 * @returns the inputs of the module, as esbuild lists them.
 * @throws {Error} when a type is wrong, or a declaration would need something outside the package.
 */
export const buildPackage = async (name: PackageName, outDir: string): Promise<Metafile> => {
  const source = join(ROOT, 'packages', name);
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const [{ metafile }, declarations] = await Promise.all([
    bundle(name, source, outDir),
    declare(name, source),
  ]);
  const notices = await noticesOf(metafile, ROOT);
  const files = notices === undefined ? declarations : { ...declarations, 'NOTICES.txt': notices };
  for (const [path, text] of Object.entries(files)) await writeFile(join(outDir, path), text);
  return metafile;
};

const bundle = (name: PackageName, source: string, outDir: string) =>
  build({
    entryPoints: [join(source, 'src', 'index.ts')],
    outfile: join(outDir, 'index.js'),
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: TARGET,
    external: [...PACKAGES[name].external],
    metafile: true,
    logLevel: 'silent',
  });

/** The declarations by file name. The compiler writes those of every module that it reads, so most of them are left out. */
const declare = async (name: PackageName, source: string): Promise<Readonly<Record<string, string>>> => {
  const scratch = await mkdtemp(join(tmpdir(), 'declarations-'));
  try {
    await compile(['-p', source, '--outDir', scratch]);
    return await declarationsFrom(join(scratch, 'packages', name, 'src'), 'index.d.ts', (path) =>
      readFile(path, 'utf8'),
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

/**
 * A type that a declaration cannot name, in a module of ours that a package is built with: the compiler writes a declaration of
 * it as well, which nobody gets.
 */
const UNPUBLISHED = /^shared\/[^:]+: error TS(?:4\d{3}|2742):/;

const compile = (args: readonly string[]): Promise<void> => {
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const child = spawn(process.execPath, [compiler, ...args, '--pretty', 'false'], { cwd: ROOT });
  let told = '';
  child.stdout.on('data', (chunk) => (told += chunk));
  child.stderr.on('data', (chunk) => (told += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const faults = told.split('\n').filter((line) => /^\S/.test(line) && !UNPUBLISHED.test(line));
      // Without a line of its own a failure is one of the compiler itself.
      const isSound = faults.length === 0 && (code === 0 || told !== '');
      return isSound ? resolve() : reject(new Error(told));
    });
  });
};
