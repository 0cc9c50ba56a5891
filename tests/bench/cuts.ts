// The worth of each cut in the AWS SDK, in kB and in milliseconds of import: the bundle with all cuts against the bundle without
// that one, taken in turns, so that what disturbs the machine meets all alike. For docs/adr/0013.
//
//   node tools/with-node24.mjs tests/bench/cuts.ts [--rounds 25]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../tools/local-stack/template.ts';
import { bundleBytes, bundleFunctions } from '../../tools/serverless-plugin/bundle.mjs';
import { CUTS } from '../../tools/serverless-plugin/sdk-cuts/sdk-cuts.mjs';
import { ENVIRONMENT, importMs } from './import-ms.ts';
import { median } from './report.ts';

const KB = 1000;

/** One with a lean client, and one with the SDK. */
const FUNCTIONS = ['bind', 'recording-archiver'];

type Variant = Readonly<{ name: string; file: string; kB: number; ms: number[] }>;

const bundled = async (
  fn: string,
  name: string,
  cuts: readonly string[],
  directory: string,
): Promise<Variant> => {
  const metafile = await bundleFunctions({ root: ROOT, names: [fn], outDirectory: directory, cuts });
  const file = join(directory, fn, 'functions', fn, 'index.mjs');
  return { name, file, kB: bundleBytes(metafile, fn) / KB, ms: [] };
};

/** The first has all cuts, the last none. */
const variantsOf = async (fn: string, directory: string): Promise<readonly Variant[]> => {
  const sets: [string, readonly string[]][] = [
    ['(all cuts made)', CUTS],
    ...CUTS.map((cut): [string, readonly string[]] => [cut, CUTS.filter((other) => other !== cut)]),
    ['all of them together', []],
  ];
  const variants: Variant[] = [];
  for (const [index, [name, cuts]] of sets.entries())
    variants.push(await bundled(fn, name, cuts, join(directory, fn, String(index))));
  return variants;
};

const measure = async (variants: readonly Variant[], rounds: number): Promise<void> => {
  for (let round = 0; round < rounds; round += 1)
    for (const { file, ms } of variants) ms.push(await importMs(file, ENVIRONMENT));
};

/** kB, median of the differences round by round, and the ratio of the medians. */
const row = (base: Variant, { name, kB, ms }: Variant): string => {
  const differences = ms.map((value, round) => value - (base.ms[round] ?? Number.NaN));
  const columns = [(kB - base.kB).toFixed(1), median(differences).toFixed(1)];
  return `| ${name} | ${columns.join(' | ')} | ${(median(ms) / median(base.ms)).toFixed(2)} |`;
};

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '25' } } });
const directory = await mkdtemp(join(tmpdir(), 'cuts-'));
try {
  for (const fn of FUNCTIONS) {
    const variants = await variantsOf(fn, directory);
    const [base, ...others] = variants;
    if (base === undefined) continue;
    await measure(variants, Number(values.rounds));
    process.stdout.write(
      [
        `\n${fn}: ${base.kB.toFixed(1)} kB, imported in ${median(base.ms).toFixed(1)} ms of processor time`,
        '| Cut | worth kB | worth ms | without it, times |\n| --- | --- | --- | --- |',
        ...others.map((variant) => row(base, variant)),
        '',
      ].join('\n'),
    );
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
