// `npm run bench`: prints the table of docs/performance.md and further figures, and writes both to bench-results.json. Ends with 1
// when a further figure is over its budget; a goal of the table that is not met is told in docs/performance.md.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../tools/local-stack/template.ts';
import { archiverFigures } from './archiver.ts';
import { bundleFigures } from './bundles.ts';
import { httpFigures } from './http.ts';
import { pushHandlerFigures } from './push-handler.ts';
import { pushLoadFigures } from './push-load.ts';
import { type Figure, table } from './report.ts';
import { coldBindRow } from './table/cold-bind-row.ts';
import { coldPushRows } from './table/cold-push-rows.ts';
import { putIntoPage } from './table/page.ts';
import { tableOf } from './table/row.ts';
import { warmPushRow } from './table/warm-push-row.ts';
import { wireRows } from './table/wire-rows.ts';

const ROUNDS = 11;
const USAGE = `usage: npm run bench -- [--rounds ${ROUNDS}] [--table] [--write]

Takes minutes, prints a table and further figures, and writes both to bench-results.json.
  --rounds  of each ratio
  --table   without the further figures
  --write   puts the table into docs/performance.md as well
`;

/** The arguments; ends the process for those that are none, and for `--help`. */
const readArguments = (): Readonly<{ rounds: number; tableOnly: boolean; toPage: boolean }> => {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string' },
        table: { type: 'boolean' },
        write: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    const rounds = Number(values.rounds ?? ROUNDS);
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be an integer of at least 1');
    return { rounds, tableOnly: values.table ?? false, toPage: values.write ?? false };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
};

const { rounds, tableOnly, toPage } = readArguments();
const directory = await mkdtemp(join(tmpdir(), 'bench-'));

/** Runs one measurement. A bundle that does not start quotes itself in its error, all 200 kB of it. */
const measured = async <Result>(name: string, measure: () => Promise<Result>): Promise<Result> => {
  try {
    return await measure();
  } catch (error) {
    process.stderr.write(`npm run bench: ${name} failed: ${String(error).slice(0, 400)}\n`);
    process.exit(1);
  }
};

const versionOf = async (name: string): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
  return `${name} ${version}`;
};
const COMPARED = [
  ...['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', '@middy/core'],
  ...['@aws-lambda-powertools/idempotency', '@smithy/signature-v4', 'esbuild'],
];

const machine = {
  at: new Date().toISOString(),
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
  processor: `${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'}`,
  load: loadavg()
    .map((load) => load.toFixed(1))
    .join(' '),
  versions: await Promise.all(COMPARED.map(versionOf)),
  rounds,
};
const header = Object.entries(machine)
  .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : value}`)
  .join('\n');
process.stdout.write(`${header}\n\n`);

const cold = await measured('cold pushes', () => coldPushRows(directory, rounds));
const rows = [
  ...cold.rows,
  await measured('warm pushes', () => warmPushRow(rounds)),
  await measured('cold binds', () => coldBindRow(directory, rounds)),
  ...(await measured('counts at the wire', wireRows)),
];
if (toPage) await putIntoPage('bench', `${tableOf(rows)}\n\n\`\`\`\n${header}\n\`\`\``);
process.stdout.write(
  `${tableOf(rows)}\n\nRatios: median of the rounds, first and last decile, of processor time. Counts: the same in each run.\n\n`,
);

const figures: Figure[] = [];
const further = [pushHandlerFigures, httpFigures, pushLoadFigures, archiverFigures];
if (!tableOnly) {
  figures.push(...(await measured('bundles', () => bundleFigures(directory))));
  for (const measure of further) figures.push(...(await measured(measure.name, () => measure())));
  process.stdout.write(`${table(figures)}\n\n`);
}

const results = { ...machine, rows, cold: cold.details, figures };
await writeFile(join(ROOT, 'bench-results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
await rm(directory, { recursive: true, force: true });
process.stdout.write('Written to bench-results.json\n');
const over = figures.some(({ value, budget }) => budget !== undefined && value > budget);
process.exit(over ? 1 : 0);
