// The software bill of materials of a package: every package of npm of which a bundle really has code, as CycloneDX 1.5
// (https://cyclonedx.org/docs/1.5/json/). The same code gives the same bytes, so it has neither a time nor a number of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const BUNDLE = /\/functions\/([^/]+)\/index\.mjs$/;
/** The folder of a package, from the first `node_modules` on. */
const PACKAGE = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//;

const readJson = (path) => JSON.parse(readFileSync(join(REPOSITORY, path), 'utf8'));

/**
 * @param {import('esbuild').Metafile} metafile of all bundles
 * @returns {object} the document
 */
export const sbomOf = (metafile) => {
  const { name, version, license } = readJson('package.json');
  const locked = readJson('package-lock.json').packages;
  const components = [...functionsByPackage(metafile)].map(([folder, functions]) =>
    componentOf(readJson(`${folder}/package.json`), locked[folder], functions),
  );
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': name, name, version, licenses: licensesOf(license) },
    },
    components: components.toSorted((one, other) => (one.purl < other.purl ? -1 : 1)),
  };
};

const functionsByPackage = ({ outputs }) => {
  const found = new Map();
  for (const [output, { inputs }] of Object.entries(outputs)) {
    const [, functionName] = BUNDLE.exec(output) ?? [];
    if (functionName === undefined) continue;
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const [, folder] = PACKAGE.exec(input) ?? [];
      if (folder === undefined || bytesInOutput === 0) continue;
      found.set(folder, (found.get(folder) ?? new Set()).add(functionName));
    }
  }
  return found;
};

const componentOf = ({ name, version, license }, locked, functions) => {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: licensesOf(license),
    hashes: hashesOf(locked?.integrity),
    properties: [...functions].toSorted().map((value) => ({ name: 'privatenumber:function', value })),
  };
};

const licensesOf = (license) => {
  if (typeof license !== 'string') return [];
  return [/^[\w.+-]+$/.test(license) ? { license: { id: license } } : { expression: license }];
};

/** From the lock file's `sha512-<Base64>`. */
const hashesOf = (integrity) => {
  const [, digest] = /^sha512-(.+)$/.exec(integrity ?? '') ?? [];
  return digest === undefined
    ? []
    : [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }];
};
