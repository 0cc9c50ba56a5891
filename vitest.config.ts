import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.ts';

const SECOND_MS = 1000;

/** There to end what hangs, on a machine however busy; no test depends on how fast it is. */
const TIMEOUT_MS = 180 * SECOND_MS;

/** One project a folder under tests/, and one for the simulator, so `vitest run --project unit` runs just that folder. */
const project = (
  name: string,
  {
    folder = `tests/${name}`,
    globalSetup = [],
    setupFiles = [],
    groupOrder = 0,
  }: { folder?: string; globalSetup?: string[]; setupFiles?: string[]; groupOrder?: number } = {},
) => ({
  extends: true as const,
  test: {
    name,
    include: [`${folder}/**/*.test.ts`],
    globalSetup,
    setupFiles,
    sequence: { groupOrder },
    testTimeout: TIMEOUT_MS,
    hookTimeout: TIMEOUT_MS,
    expect: { poll: { timeout: TIMEOUT_MS } },
  },
});

/** Their functions may call nothing of AWS that their roles do not allow. */
const NOTED = { setupFiles: ['tests/rights/setup.ts'] };

/** `npm run mutation` sets it: the only projects that its tests come from. */
const only = process.env['MUTATION_PROJECTS']?.split(',');

export default defineConfig({
  test: {
    // One more than the two cores of a small CI machine: while a test waits for a pause or for another process, the third works.
    maxWorkers: 3,
    restoreMocks: true,
    setupFiles: ['tests/seed.ts'],
    // One process reads the modules of many files once. No test replaces a module or leaves anything behind in one. For
    // mutation each file reads them anew: what runs as a module is read would count for a test of the file before.
    isolate: only !== undefined,
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit'),
      project('contract'),
      project('integration', NOTED),
      project('model', NOTED),
      project('simulator', { folder: 'simulator' }),
      project('manifest', { globalSetup: ['tests/manifest/packaged-service.ts'] }),
      project('e2e'),
      project('browser'),
      // After all others, because it compares the policies with what their functions called.
      project('rights', { groupOrder: 1 }),
    ].filter(({ test: { name } }) => only === undefined || only.includes(name)),
  },
});
