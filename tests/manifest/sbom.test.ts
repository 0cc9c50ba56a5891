import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../tools/local-stack/template.ts';
import { type Component, sbomOf } from '../../tools/serverless-plugin/sbom.mjs';
import { PACKAGE_DIRECTORY } from './packaged-service.ts';

const readText = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8');

const written = readText(PACKAGE_DIRECTORY, '.serverless', 'sbom.cdx.json');
const metafile: Metafile = JSON.parse(readText(PACKAGE_DIRECTORY, '.esbuild', 'package', 'metafile.json'));
const { components }: { components: readonly Component[] } = JSON.parse(written);
const functionsWith = (name: string): readonly string[] =>
  components.flatMap((component) =>
    component.name === name ? component.properties.map(({ value }) => value) : [],
  );

describe('the bill of materials of a package', () => {
  it('is CycloneDX about this service', () => {
    expect(JSON.parse(written)).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      version: 1,
      metadata: { component: { type: 'application', name: 'privatenumber' } },
    });
  });

  it('has what the bundles have: version, licence and digest, and the functions that have it', () => {
    expect(functionsWith('@aws-sdk/client-s3')).toContain('recording-archiver');
    expect(functionsWith('@aws-sdk/client-s3')).not.toContain('bind');
    expect(functionsWith('csv-parse')).toEqual(['manage-numbers', 'manage-pool']);
    expect(functionsWith('valibot')).toContain('bind');
    expect(components.find(({ name }) => name === 'valibot')).toMatchObject({
      version: JSON.parse(readText(ROOT, 'package.json')).dependencies.valibot,
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
    });
  });

  it('has every package that any bundle has code of', () => {
    const inputs = Object.values(metafile.outputs).flatMap(({ inputs: all }) =>
      Object.entries(all).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    );
    const names = inputs.flatMap((path) => {
      const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
      return name === undefined ? [] : [name];
    });

    expect(new Set(components.map(({ name }) => name))).toEqual(new Set(names));
  });

  it('has nothing that is only for development or stays outside the bundles', () => {
    const { devDependencies } = JSON.parse(readText(ROOT, 'package.json'));
    const names = components.map(({ name }) => name);

    expect(names.filter((name) => name in devDependencies)).toEqual([]);
  });

  it('is the same bytes for the same code', () => {
    expect(`${JSON.stringify(sbomOf(metafile), null, 2)}\n`).toBe(written);
    expect(components.map(({ purl }) => purl)).toEqual(components.map(({ purl }) => purl).toSorted());
    expect(written).not.toMatch(/timestamp|serialNumber|20\d\d-\d\d-\d\d/);
  });
});
