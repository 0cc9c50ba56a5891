import { afterEach, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../simulator/simulator.ts';
import { createApiClient } from '../../../tools/local-stack/api-client.ts';
import { journeySteps } from '../../../tools/local-stack/journey.ts';

const simulators: Simulator[] = [];

const journeyOf = async (reporting: 'off' | 'warn' | 'enforce') => {
  const simulator = await startSimulator({ apps: [] });
  simulators.push(simulator);
  const api = createApiClient({ url: simulator.url, lambdaUrl: simulator.url }, 'any');
  return {
    simulator,
    steps: journeySteps({ api, simulator, app: { name: 'rides', appKey: 'any', reporting } }),
  };
};

afterEach(async () => {
  await Promise.all(simulators.splice(0).map((simulator) => simulator.close()));
});

it.each(['warn', 'enforce'] as const)(
  'a journey of an app that would %s begins with a report of A',
  async (reporting) => {
    const { simulator, steps } = await journeyOf(reporting);

    await steps[0]?.run();

    expect(await simulator.control.reports.list()).toMatchObject([
      { number: '+8613800000001', reportStatus: 0 },
    ]);
  },
);

it('a journey of an app that does not look at reports begins with the binding', async () => {
  const { steps } = await journeyOf('off');

  expect(steps[0]?.name).toBe('bind two people');
});

it('each step of a journey leads to the place in a console that shows what it did', async () => {
  const { simulator, steps } = await journeyOf('off');

  expect(steps.map(({ url }) => url().replace(simulator.url, ''))).toEqual([
    '/console#/requests',
    '/console#/numbers/any',
    '/console#/calls/',
    '/console#/pushes',
    '/console#/search/call/',
    '/console#/calls/',
    '/console#/pushes',
    '/console#/requests',
  ]);
});
