import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../tools/local-stack/template.ts';
import { bundleBytes, bundleFunctions } from '../../tools/serverless-plugin/bundle.mjs';
import { ENVIRONMENT, importRatio } from './import-ratio.ts';
import { type Figure, rounded } from './report.ts';

const KB = 1000;
const ROUNDS = 15;

/** The functions whose import is timed: one of each kind. */
const TIMED = ['bind', 'cdr-webhook', 'recording-archiver'];

/** Those with S3 have the SDK, so they may be larger, and have no budget for their import. */
const WITH_S3 = ['recording-archiver', 'manage-recordings'];

/** Sizes of all bundles, and how much faster some are imported than with the SDK as it is. */
export const bundleFigures = async (): Promise<readonly Figure[]> => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-bundles-'));
  try {
    const names = readdirSync(join(ROOT, 'functions')).filter((name) =>
      existsSync(join(ROOT, 'functions', name, 'index.ts')),
    );
    const cut = join(directory, 'cut');
    const whole = join(directory, 'whole');
    const metafile = await bundleFunctions({ root: ROOT, names, outDirectory: cut });
    await bundleFunctions({ root: ROOT, names: TIMED, outDirectory: whole, awsClients: 'sdk', cuts: [] });
    const sizes = names.map((name) => ({
      name: `bundle of ${name}`,
      value: rounded(bundleBytes(metafile, name) / KB),
      unit: 'kB',
      budget: WITH_S3.includes(name) ? 360 : 160,
    }));
    const ratios: Figure[] = [];
    for (const name of TIMED) ratios.push(await importFigure(name, cut, whole));
    return [...sizes, ...ratios];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const importFigure = async (name: string, cut: string, whole: string): Promise<Figure> => {
  const bundle = (directory: string) => join(directory, name, 'functions', name, 'index.mjs');
  const ratio = await importRatio(
    { cut: bundle(cut), whole: bundle(whole), environment: ENVIRONMENT },
    { atMost: ROUNDS },
  );
  return {
    name: `import of ${name}, as part of that with the whole SDK`,
    value: rounded(ratio),
    unit: '',
    ...(WITH_S3.includes(name) ? {} : { budget: 0.4 }),
  };
};
