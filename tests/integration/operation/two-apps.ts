import { poolNumbers, RIDES, simulatorApp } from '../../harness/fixtures.ts';
import { startLambdaApi } from '../../harness/lambda-api.ts';
import { startStack } from '../../harness/stack.ts';

const FOOD = { ...RIDES, name: 'food', appKey: 'TestAppKeyFood00000000000001' };

/** A stack with the apps `rides` and `food`, of so many numbers each, and the Lambda API that operators' commands ask. */
export const startTwoApps = async (ridesNumbers: number, foodNumbers: number) => {
  const [rides, food] = [poolNumbers(ridesNumbers), poolNumbers(foodNumbers, 30)];
  const stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: [
      { ...RIDES, numbers: rides },
      { ...FOOD, numbers: food },
    ],
    platformApps: [simulatorApp(RIDES, rides), simulatorApp(FOOD, food)],
  });
  return { stack, lambda: await startLambdaApi(stack) };
};
