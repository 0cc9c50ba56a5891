// `npm run bench`: prints a table and writes the same to bench-results.json. Ends with 1 when a budget is exceeded.
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../tools/local-stack/template.ts';
import { archiverFigures } from './archiver.ts';
import { bundleFigures } from './bundles.ts';
import { httpFigures } from './http.ts';
import { pushHandlerFigures } from './push-handler.ts';
import { pushLoadFigures } from './push-load.ts';
import { type Figure, table } from './report.ts';

const MEASURES = [bundleFigures, pushHandlerFigures, httpFigures, pushLoadFigures, archiverFigures];

const [argument] = process.argv.slice(2);
if (argument !== undefined) {
  const usage = 'usage: npm run bench (it takes no arguments; minutes, a table, and bench-results.json)\n';
  if (argument !== '--help') process.stderr.write(`unknown argument ${argument}\n`);
  (argument === '--help' ? process.stdout : process.stderr).write(usage);
  process.exit(argument === '--help' ? 0 : 2);
}

const figures: Figure[] = [];
for (const measure of MEASURES) {
  try {
    figures.push(...(await measure()));
  } catch (error) {
    // A bundle that does not start quotes itself in its error, all 200 kB of it.
    process.stderr.write(`npm run bench: ${measure.name} failed: ${String(error).slice(0, 400)}\n`);
    process.exit(1);
  }
}

const results = {
  at: new Date().toISOString(),
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
  cpus: availableParallelism(),
  figures,
};
await writeFile(join(ROOT, 'bench-results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
process.stdout.write(`${table(figures)}\n\nWritten to bench-results.json\n`);
const over = figures.some(({ value, budget }) => budget !== undefined && value > budget);
process.exit(over ? 1 : 0);
