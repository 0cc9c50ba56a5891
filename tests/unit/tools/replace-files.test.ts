import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Replacement, replaceFiles } from '../../../tools/serverless-plugin/sdk-cuts/replace-files.mjs';

const FILE = 'some-sdk/dist/parts.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'replace-files-'));
  await mkdir(join(root, 'node_modules', 'some-sdk', 'dist'), { recursive: true });
  await write('node_modules/some-sdk/package.json', '{ "name": "some-sdk", "exports": "./dist/parts.js" }');
  await write('node_modules/some-sdk/dist/more.js', 'export const more = () => "more of the SDK";');
  await write('entry.js', 'import { heavy } from "some-sdk"; console.log(heavy());');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = (path: string, contents: string) => writeFile(join(root, path), contents);

const writeSdk = (...lines: string[]) => write(`node_modules/${FILE}`, lines.join('\n'));

/** The bundle of a program that calls `heavy` of the SDK, with that file replaced. */
const bundleWith = async (replacement: Partial<Replacement> = {}): Promise<string> => {
  const whole = { cut: 'parts', file: FILE, contents: 'export const heavy = () => "light";', ...replacement };
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['entry.js'],
    bundle: true,
    write: false,
    logLevel: 'silent',
    plugins: [replaceFiles([whole], join(root, 'node_modules'))],
  });
  return outputFiles[0]?.text ?? '';
};

const HEAVY = 'export const heavy = () => "heavy";';

describe('replacing a file of a package in a bundle', () => {
  it('puts the other contents in its place', async () => {
    await writeSdk(HEAVY);

    const bundle = await bundleWith();

    expect(bundle).toContain('light');
    expect(bundle).not.toContain('heavy"');
  });

  it('may omit what nothing imports, and says so', async () => {
    await writeSdk(HEAVY, 'export class Unused {}', 'export * from "./more.js";');

    const bundle = await bundleWith({ omitted: ['Unused', 'more'] });

    expect(bundle).toContain('light');
  });

  it('fails the build when an export appears', async () => {
    await writeSdk(HEAVY, 'export const added = 1;');

    await expect(bundleWith()).rejects.toThrow(`${FILE} exports added, its replacement does not`);
  });

  it('fails the build when an export appears in a file that it passes on', async () => {
    await writeSdk(HEAVY, 'export * from "./more.js";');

    await expect(bundleWith()).rejects.toThrow(`${FILE} exports more, its replacement does not`);
  });

  it('fails the build when an export disappears', async () => {
    await writeSdk(HEAVY);

    const bundling = bundleWith({ contents: 'export const heavy = 1, gone = 2;' });

    await expect(bundling).rejects.toThrow(`${FILE} does not export gone any more`);
  });

  it('fails the build when an export disappears that was omitted', async () => {
    await writeSdk(HEAVY);

    await expect(bundleWith({ omitted: ['gone'] })).rejects.toThrow(`${FILE} does not export gone any more`);
  });

  it('fails the build when the file does not exist, even if nothing imports it', async () => {
    await writeSdk(HEAVY);
    const file = 'some-sdk/dist/renamed.js';

    const bundling = bundleWith({ file });

    await expect(bundling).rejects.toThrow(`${file} is replaced in the bundle, but does not exist any more`);
  });

  it('fails the build when the replaced file cannot be read as a module', async () => {
    await writeSdk('export const = ;');

    await expect(bundleWith()).rejects.toThrow('Build failed');
  });
});
