import { parseArgs } from 'node:util';

/** The order of one mutation run, from the command line. */
export type MutationOrder = Readonly<{
  /** Paths or globs as given; empty: the files that changed. */
  files: readonly string[];
  /** Vitest projects whose tests are to notice the mutants. */
  projects: readonly string[];
  /** Of the property tests, so that a mutant meets the same verdict in every run. */
  seed: number;
  /** The share of noticed mutants, in percent, below which the run fails. */
  leastPercent: number;
}>;

export const USAGE = `usage: npm run mutation -- [files or globs] [--projects unit,contract] [--seed N] [--least PERCENT]

Changes the source in one place at a time (a mutant) and runs the tests that reach it. A mutant that no test notices is printed.
files       of source; default: those that differ from the main branch, or else those of the last commit
--projects  whose tests count: unit, contract, integration, model, simulator; default: unit,contract
--seed      of the property tests; default: drawn, and printed
--least     exit 1 below that share of noticed mutants; default: 0`;

const wholeNumber = (name: string, digits: string): number => {
  if (!/^\d{1,9}$/.test(digits)) throw new RangeError(`--${name} must be an integer of at least 0`);
  return Number(digits);
};

const parsedArgs = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        projects: { type: 'string', default: 'unit,contract' },
        seed: { type: 'string' },
        least: { type: 'string', default: '0' },
      },
    });
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : String(error));
  }
};

/** @throws {RangeError} for an unknown or malformed option. */
export const readMutationOrder = (args: readonly string[], drawSeed: () => number): MutationOrder => {
  const { values, positionals: files } = parsedArgs(args);
  return {
    files,
    projects: values.projects.split(','),
    seed: values.seed === undefined ? drawSeed() : wholeNumber('seed', values.seed),
    leastPercent: wholeNumber('least', values.least),
  };
};

/** True for source whose mutants tests can notice: no test, no types, nothing that is not ours. */
export const isMutable = (path: string): boolean =>
  /^(shared|functions|simulator|tools)\/.+\.ts$/.test(path) &&
  !path.endsWith('.test.ts') &&
  !path.endsWith('.d.ts') &&
  !path.startsWith('simulator/tests/') &&
  !path.startsWith('simulator/conformance/');
