// The chaos test of the archiver at full size: `npm run chaos`. It prints its seed first, and at the end what became of the
// recordings and how long it took. `CHAOS_SEED` replays a run, `CHAOS_RECORDINGS` makes it smaller. See docs/testing.md.
import { runScript } from './run-script.ts';

const ALL = '5000';

process.exitCode = runScript(['bin:vitest', 'run', 'tests/integration/recordings/chaos.test.ts'], {
  CHAOS_RECORDINGS: process.env['CHAOS_RECORDINGS'] ?? ALL,
});
