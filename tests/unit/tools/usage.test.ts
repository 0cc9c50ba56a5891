import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../tools/local-stack/template.ts';

const SOAK = 'tests/soak/run.ts';
const BENCH = 'tests/bench/run.ts';
const MUTATION = 'tools/mutation/mutation.ts';
const SIMULATOR = 'simulator/main.ts';

/** The command as a person starts it, but for npm. */
const run = (script: string, args: readonly string[], environment: Record<string, string> = {}) => {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, lines: stderr.trim().split('\n') };
};

describe('a command that was typed wrong', () => {
  it.each<[string, string[], Record<string, string>, string]>([
    [SOAK, ['--hours', '1'], {}, "Unknown option '--hours'"],
    [SOAK, ['--minutes', 'x'], {}, '--minutes must be a number above 0'],
    [SOAK, ['--seed', '1.5'], {}, '--seed must be an integer'],
    [BENCH, ['--hours'], {}, "Unknown option '--hours'"],
    [BENCH, ['--rounds', '0'], {}, '--rounds must be an integer of at least 1'],
    [MUTATION, ['nope.ts'], {}, 'no file is named nope.ts'],
    [SIMULATOR, [], { SIMULATOR_PORT: 'x' }, 'simulator: SIMULATOR_PORT must be an integer from 0 to 65535'],
    [SIMULATOR, [], { SIMULATOR_PORT: '70000' }, 'simulator: SIMULATOR_PORT must be an integer'],
    [SIMULATOR, [], { SIMULATOR_SEED: 'x' }, 'simulator: SIMULATOR_SEED must be an integer'],
    [SIMULATOR, [], { APPS: 'nope.json' }, 'simulator: APPS: nope.json cannot be read'],
    [SIMULATOR, [], { APPS: 'README.md' }, 'simulator: APPS: README.md is not JSON'],
    [SIMULATOR, [], { APPS: 'package.json' }, 'simulator: APPS: '],
    [SIMULATOR, [], { WEBHOOKS_URL: 'x' }, 'simulator: WEBHOOKS_URL must be a URL'],
    [SIMULATOR, ['--port'], {}, 'simulator: unknown argument --port'],
  ])(
    '%s %j with %j says so in one line, shows its usage and ends with 2',
    (script, args, environment, fault) => {
      const { status, lines } = run(script, args, environment);

      expect(lines[0]).toContain(fault);
      expect(lines.filter((line) => line !== '')[1]).toMatch(/^usage: npm run /);
      expect(lines.join('\n')).not.toMatch(/^ +at /m);
      expect(status).toBe(2);
    },
  );

  it.each([SOAK, BENCH, MUTATION, SIMULATOR])('%s --help shows its usage', (script) => {
    const { status, stdout } = run(script, ['--help']);

    expect([status, stdout]).toEqual([0, expect.stringMatching(/^usage: npm run /)]);
  });
});
