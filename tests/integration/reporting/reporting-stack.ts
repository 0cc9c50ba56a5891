import { DEMO_ACCOUNT } from '../../../simulator/simulator.ts';
import { poolNumbers, RIDES, simulatorApp } from '../../harness/fixtures.ts';
import { type StackOptions, startStack } from '../../harness/stack.ts';

const { ak, sk, iamUser } = DEMO_ACCOUNT;

/** The section of the configuration document with the account's access key. */
export const withAccessKey = (baseUrl: string) => ({ reporting: { baseUrl, accessKey: { ak, sk } } });

/** The section with the account's user of IAM, which the simulated platform plays as well. */
export const withIamUser = (baseUrl: string) => ({
  reporting: { baseUrl, iamUser: { url: baseUrl, ...iamUser } },
});

/** A stack on a virtual clock, with an app of a policy. */
export const startReportingStack = (
  reporting: 'off' | 'warn' | 'enforce' = 'off',
  options: StackOptions = {},
) =>
  startStack({
    store: 'memory',
    startAt: new Date('2026-11-27T08:00:00.000Z'),
    apps: [{ ...RIDES, numbers: poolNumbers(20), reporting }],
    platformApps: [simulatorApp(RIDES, poolNumbers(20))],
    configuration: withAccessKey,
    ...options,
  });
