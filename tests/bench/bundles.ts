import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../local-stack/template.ts';
import { bundleFunctions, bundleShares } from '../tools/serverless/bundle.mjs';
import { type Figure, rounded } from './report.ts';

const KB = 1000;
const ROUNDS = 15;

/** The functions whose import is timed: one of each kind. */
const TIMED = ['bind', 'cdr-webhook', 'recording-archiver'];

/** Those with S3 may be larger. */
const WITH_S3 = ['recording-archiver', 'query-calls'];

/** Every variable that some function wants; which ones it has is for the manifest tests. */
const ENVIRONMENT = {
  AWS_REGION: 'cn-north-1',
  CONFIG_URI: 'secretsmanager:name',
  BINDINGS_TABLE: 'bindings',
  CALLS_TABLE: 'calls',
  MESSAGES_TABLE: 'messages',
  NUMBERS_TABLE: 'numbers',
  PUSHES_TABLE: 'pushes',
  RECORDINGS_BUCKET: 'recordings',
};

/** Sizes of all bundles, and how much faster some are imported than with the SDK as it is. */
export const bundleFigures = async (): Promise<readonly Figure[]> => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-bundles-'));
  try {
    const names = readdirSync(join(ROOT, 'functions')).filter((name) =>
      existsSync(join(ROOT, 'functions', name, 'index.ts')),
    );
    const stubbed = join(directory, 'stubbed');
    const whole = join(directory, 'whole');
    const metafile = await bundleFunctions({ root: ROOT, names, outDirectory: stubbed });
    await bundleFunctions({ root: ROOT, names: TIMED, outDirectory: whole, stubs: false });
    const sizes = names.map((name) => ({
      name: `bundle of ${name}`,
      value: rounded(bundleShares(metafile, name).total / KB),
      unit: 'kB',
      budget: WITH_S3.includes(name) ? 360 : 240,
    }));
    const ratios: Figure[] = [];
    for (const name of TIMED) ratios.push(await importRatio(name, stubbed, whole));
    return [...sizes, ...ratios];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const importRatio = async (name: string, stubbed: string, whole: string): Promise<Figure> => {
  const bundle = (directory: string) => join(directory, name, 'functions', name, 'index.mjs');
  const times = { stubbed: [] as number[], whole: [] as number[] };
  // In turns, so that whatever else the machine does meets both; the least of each is the least disturbed. On a machine
  // that is busy with other things even that is no measure.
  for (let round = 0; round < ROUNDS; round += 1) {
    times.stubbed.push(await importMs(bundle(stubbed)));
    times.whole.push(await importMs(bundle(whole)));
  }
  const ratio = Math.min(...times.stubbed) / Math.min(...times.whole);
  return {
    name: `import of ${name}, as part of that with the whole SDK`,
    value: rounded(ratio),
    unit: '',
    budget: 0.65,
  };
};

const importMs = async (file: string): Promise<number> => {
  const script = `const t=performance.now();await import(${JSON.stringify(file)});process.stdout.write(String(performance.now()-t));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: ENVIRONMENT,
  });
  return Number(stdout);
};
