import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { courier } from '../../../examples/courier/run.ts';
import { delivery } from '../../../examples/delivery/run.ts';
import { doctor } from '../../../examples/doctor/run.ts';
import { housing } from '../../../examples/housing/run.ts';
import { createTools, misfitOf } from '../../../examples/local/main.ts';
import { playScene, type Scene } from '../../../examples/local/scene.ts';
import { recruiting } from '../../../examples/recruiting/run.ts';
import { ride } from '../../../examples/ride/run.ts';
import type { SimulatorApp } from '../../../simulator/simulator.ts';
import { ROOT } from '../../../tools/local-stack/template.ts';
import { API_KEY } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type App = Pick<SimulatorApp, 'name' | 'mode' | 'appKey' | 'appSecret' | 'numbers'>;

/** A stack with the apps of a scene, here and at the simulated platform, as `npm start` has it with its APPS_FILE. */
const stackOf = async (folder: string): Promise<Stack> => {
  const file = join(ROOT, 'examples', folder, 'apps.json');
  const apps: readonly App[] = JSON.parse(await readFile(file, 'utf8'));
  const platformApps = apps.map(({ name, mode, appKey, appSecret, numbers }) => ({
    ...{ name: `${name}`, mode, appKey, appSecret, numbers, pushUrls: {} },
  }));
  return startStack({ store: 'memory', apps, platformApps });
};

/** The tools of a scene before a stack of the tests, whose clock and functions are reached in its process. */
const toolsFor = (stack: Stack) => {
  const addresses = { apiUrl: stack.url, lambdaUrl: '', platformUrl: stack.simulator.url, apiKey: API_KEY };
  return {
    ...createTools(addresses),
    later: async (seconds: number): Promise<void> => {
      await stack.advance(seconds);
      await stack.invoke('binding-sweeper');
    },
    archive: async (): Promise<void> => {
      await stack.invoke('recording-archiver');
    },
  };
};

const SCENES: readonly (readonly [folder: string, scene: Scene, steps: number])[] = [
  ['ride', ride, 8],
  ['delivery', delivery, 7],
  ['housing', housing, 8],
  ['doctor', doctor, 8],
  ['courier', courier, 8],
  ['recruiting', recruiting, 8],
];

describe('the scenes of examples', () => {
  it.each(SCENES)('%s goes as it tells, also when it is played again', async (folder, scene, steps) => {
    const stack = await stackOf(folder);
    const said: string[] = [];
    const say = (line: string) => said.push(line);

    const codes = [
      await playScene(scene, toolsFor(stack), say),
      await playScene(scene, toolsFor(stack), say),
    ];

    await stack.close();
    expect(said.filter((line) => line.includes('✘'))).toEqual([]);
    expect(said.filter((line) => line.startsWith('  ✔ '))).toHaveLength(2 * steps);
    expect(said.at(-1)).toBe('The scene is over: everything went as told.');
    expect(codes).toEqual([0, 0]);
    expect(stack.unhandled).toEqual([]);
  });

  it('ends with 1 at the first step that fails, and says which', async () => {
    const stack = await stackOf('ride');
    const said: string[] = [];
    const deaf = { ...toolsFor(stack), phones: { ...toolsFor(stack).phones, reach: async () => noPhone() } };

    const code = await playScene(ride, deaf, (line) => said.push(line));

    await stack.close();
    expect(code).toBe(1);
    expect(said.slice(-2)).toEqual([
      '  ✘ The passenger calls X, and the phone of the driver rings\n      no phone rang (8014)',
      'The scene ended here.',
    ]);
  });
});

const noPhone = (): never => {
  throw new Error('no phone rang (8014)');
};

describe('a scene before it begins', () => {
  it('says which app the stack lacks, and how to start one that has it', async () => {
    const stack = await stackOf('housing');
    const addresses = { apiUrl: stack.url, apiKey: API_KEY };

    expect(await misfitOf(join(ROOT, 'examples', 'housing'), addresses)).toBeUndefined();
    expect(await misfitOf(join(ROOT, 'examples', 'ride'), addresses)).toBe(
      `The stack at ${stack.url} has no app ride. Start it with: APPS_FILE=examples/ride/apps.json npm start`,
    );
    await stack.close();
  });

  it('says where it has found no stack', async () => {
    const addresses = { apiUrl: 'http://127.0.0.1:9', apiKey: API_KEY };

    expect(await misfitOf(join(ROOT, 'examples', 'ride'), addresses)).toMatch(
      /^http:\/\/127\.0\.0\.1:9: .+\. Start it with: APPS_FILE=examples\/ride\/apps\.json npm start$/,
    );
  });
});
