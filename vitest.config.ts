import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.ts';

const SECOND_MS = 1000;

/**
 * One project a folder under tests/, and one for the simulator, so `vitest run --project unit` runs just that folder. Time-outs are
 * there to end what hangs; no test depends on how fast the machine is.
 */
const project = (
  name: string,
  testTimeoutMs = 30 * SECOND_MS,
  { folder = `tests/${name}`, globalSetup = [] }: { folder?: string; globalSetup?: string[] } = {},
) => ({
  extends: true as const,
  test: {
    name,
    include: [`${folder}/**/*.test.ts`],
    globalSetup,
    testTimeout: testTimeoutMs,
    hookTimeout: Math.max(testTimeoutMs, 60 * SECOND_MS),
  },
});

export default defineConfig({
  test: {
    // Two cores are what a small CI machine has; more workers only make the time-dependent tests slower.
    maxWorkers: 2,
    restoreMocks: true,
    // One process reads the modules of many files once. No test replaces a module or leaves anything behind in one.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      project('unit'),
      project('contract', 60 * SECOND_MS),
      project('integration', 60 * SECOND_MS),
      project('model', 120 * SECOND_MS),
      project('simulator', 60 * SECOND_MS, { folder: 'simulator' }),
      project('manifest', 120 * SECOND_MS, { globalSetup: ['tests/manifest/packaged-service.ts'] }),
      project('e2e', 180 * SECOND_MS),
    ],
  },
});
