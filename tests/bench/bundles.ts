import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../tools/local-stack/template.ts';
import { bundleBytes, bundleFunctions } from '../../tools/serverless-plugin/bundle.mjs';
import { type Figure, rounded } from './report.ts';

const KB = 1000;

/** Those with S3 have the SDK, so they may be larger. */
const WITH_S3 = ['recording-archiver', 'manage-privacy', 'manage-recordings', 'export-records'];

/** Sizes of all bundles. */
export const bundleFigures = async (directory: string): Promise<readonly Figure[]> => {
  const names = readdirSync(join(ROOT, 'functions')).filter((name) =>
    existsSync(join(ROOT, 'functions', name, 'index.ts')),
  );
  const metafile = await bundleFunctions({ root: ROOT, names, outDirectory: join(directory, 'sizes') });
  return names.map((name) => ({
    name: `bundle of ${name}`,
    value: rounded(bundleBytes(metafile, name) / KB),
    unit: 'kB',
    budget: WITH_S3.includes(name) ? 360 : 170,
  }));
};
