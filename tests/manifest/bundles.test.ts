import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, type Template } from '../../tools/local-stack/template.ts';
import { bundleBytes, bundleFunctions } from '../../tools/serverless-plugin/bundle.mjs';
import { CUTS } from '../../tools/serverless-plugin/sdk-cuts/sdk-cuts.mjs';
import { zip } from '../../tools/serverless-plugin/zip.mjs';
import { importMs } from '../bench/import-ms.ts';
import { functionsOf, packagedTemplate } from './expect-template.ts';
import { PACKAGE_DIRECTORY } from './packaged-service.ts';
import { zipEntries } from './zip-entries.ts';

const KB = 1000;
/** Functions with clients of the SDK. */
const WITH_S3 = new Set(['export-records', 'manage-privacy', 'manage-recordings', 'recording-archiver']);
/** Why each differs from the others is in docs/adr/0013-bundle-budgets.md. */
const BUDGETS: Readonly<Record<string, number>> = {
  'manage-privacy': 514,
  'binding-sweeper': 240,
  console: 320,
  'describe-problem': 44,
  'read-access': 72,
};
const budgetOf = (name: string): number => (BUDGETS[name] ?? (WITH_S3.has(name) ? 366 : 226)) * KB;
const BUNDLES = join(PACKAGE_DIRECTORY, '.esbuild', 'package');

let template: Template;
let metafile: Metafile;
let names: string[];
let wholeSdk: string;
beforeAll(async () => {
  template = await packagedTemplate();
  metafile = JSON.parse(readFileSync(join(BUNDLES, 'metafile.json'), 'utf8'));
  names = [...functionsOf(template).keys()];
  wholeSdk = await mkdtemp(join(tmpdir(), 'whole-sdk-'));
});
afterAll(() => rm(wholeSdk, { recursive: true, force: true }));

const zipOf = (name: string): Buffer => readFileSync(join(PACKAGE_DIRECTORY, '.serverless', `${name}.zip`));

const bundleOf = (name: string): string => join(BUNDLES, name, 'functions', name, 'index.mjs');

/** The variables of the template; what CloudFormation would fill in gets a made-up text. */
const environmentOf = (name: string): Record<string, string> => {
  const variables = functionsOf(template).get(name)?.Environment.Variables ?? {};
  const filled = Object.entries(variables).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : /_URI$/.test(key) ? `secretsmanager:${key}` : 'filled-in',
  ]);
  return { ...Object.fromEntries(filled), AWS_REGION: 'cn-north-1', AWS_LAMBDA_FUNCTION_NAME: name };
};

describe('bundles of the packaged service', () => {
  it('are alone in their zip, without source map', () => {
    for (const name of names) {
      const entries = zipEntries(zipOf(name));

      expect(entries.map((entry) => entry.name)).toEqual([`functions/${name}/index.mjs`]);
      expect(entries[0]?.content.equals(readFileSync(bundleOf(name)))).toBe(true);
      expect(entries[0]?.content.includes('sourceMappingURL')).toBe(false);
    }
  });

  it('are the same bytes, zip and all, when the same code is packaged again', async () => {
    const again = await mkdtemp(join(tmpdir(), 'again-'));
    try {
      await bundleFunctions({ root: ROOT, names, outDirectory: again });

      for (const name of names) {
        const path = `functions/${name}/index.mjs`;
        const packed = zip(new Map([[path, readFileSync(join(again, name, path))]]));
        expect(zipOf(name).equals(packed), name).toBe(true);
      }
    } finally {
      await rm(again, { recursive: true, force: true });
    }
  });

  it('hold no test code and no package that is for development', () => {
    const inputs = Object.keys(metafile.inputs);

    expect(inputs.filter((path) => /(^|\/)tests\//.test(path))).toEqual([]);
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const name of Object.keys(devDependencies))
      expect(inputs.filter((path) => path.includes(`node_modules/${name}/`))).toEqual([]);
  });

  it('stay within their budgets', () => {
    for (const name of names) {
      const bytes = bundleBytes(metafile, name);

      expect(bytes, `${name} in bytes`).toBeGreaterThan(0);
      expect(bytes, `${name} in bytes`).toBeLessThanOrEqual(budgetOf(name));
    }
  });

  const sdkClientsIn = (file: Metafile, name: string): string[] => {
    const [, output] =
      Object.entries(file.outputs).find(([path]) => path.endsWith(`/${name}/index.mjs`)) ?? [];
    const clients = Object.keys(output?.inputs ?? {}).map(
      (path) => /node_modules\/@aws-sdk\/client-([a-z0-9-]+)\//.exec(path)?.[1],
    );
    return [...new Set(clients)].filter((client) => client !== undefined).sort();
  };

  const carriers = (part: string): string[] =>
    Object.entries(metafile.outputs)
      .filter(([, { inputs }]) => Object.keys(inputs).some((path) => path.includes(part)))
      .map(([file]) => /([a-z-]+)\/index\.mjs$/.exec(file)?.[1] ?? file);

  it('carry texts about errors, and advice about calls, in the function that shows them alone', () => {
    expect(carriers('shared/http/problem-catalogue/')).toEqual(['describe-problem']);
    expect(carriers('shared/outcomes/advice')).toEqual(['console']);
    expect(carriers('shared/outcomes/release-codes.json')).toContain('query-calls');
  });

  it('have the console and its packages in one function, which is small', () => {
    for (const part of ['web/operator/', 'web/kit/', 'node_modules/preact/'])
      expect(carriers(part), part).toEqual(['console']);
    expect(zipOf('console').byteLength).toBeLessThan(300 * KB);
  });

  it('do not begin with node:http, whose import loads the whole of fetch', () => {
    const imports = Object.entries(metafile.outputs)
      .flatMap(([file, output]) => output.imports.map((imported) => ({ file, ...imported })))
      .filter(({ kind, path }) => kind === 'import-statement' && /^(node:)?http$/.test(path));

    expect(imports.map(({ file }) => file)).toEqual([]);
  });

  it('hold clients of the SDK with S3 only', () => {
    for (const name of names) {
      const expected = WITH_S3.has(name) ? ['dynamodb', 's3', 'secrets-manager'] : [];

      expect(sdkClientsIn(metafile, name), name).toEqual(expected);
    }
  });

  it('hold them all over when the deployment asks for it', async () => {
    const names = ['bind', 'recording-archiver'];

    const all = await bundleFunctions({ root: ROOT, names, outDirectory: wholeSdk, awsClients: 'sdk' });

    expect(names.map((name) => sdkClientsIn(all, name))).toEqual([
      ['dynamodb', 'secrets-manager'],
      ['dynamodb', 's3', 'secrets-manager'],
    ]);
    expect(bundleBytes(all, 'bind')).toBeLessThanOrEqual(358 * KB);
  });

  it('would be more than 50 kB larger with the schemas of S3 as they are, so they may be rewritten', async () => {
    const name = 'recording-archiver';
    const cuts = CUTS.filter((cut) => cut !== 'computed keys in the schemas of S3');
    expect(cuts).toHaveLength(CUTS.length - 1);

    const larger = await bundleFunctions({ root: ROOT, names: [name], outDirectory: wholeSdk, cuts });

    expect(bundleBytes(larger, name) - bundleBytes(metafile, name)).toBeGreaterThan(50 * KB);
  });

  it('start with exactly the variables of their function.yml', async () => {
    for (const name of names)
      await expect(importMs(bundleOf(name), environmentOf(name))).resolves.toBeGreaterThan(0);
  });
});
