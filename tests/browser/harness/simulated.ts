import { startStack } from '../../harness/stack.ts';

/** Some moment; the clocks stand still there until they are advanced. */
const START_AT = new Date('2026-03-01T08:00:00Z');

const numbersFrom = (first: number) =>
  [0, 1, 2].map((index) => ({
    x: `+861700000${String(first + index).padStart(4, '0')}`,
    areaCode: '0755',
    sms: true,
  }));

const APPS = (
  [
    ['rides', 'AXB'],
    ['care', 'AX'],
    ['desk', 'AXE'],
  ] as const
).map(([name, mode], index) => ({
  name,
  mode,
  appKey: `${name}-app-key-0001`,
  appSecret: `${name}-app-secret-0001`,
  numbers: numbersFrom(1 + index * 10),
}));

/** Our API and the simulated platform, which knows where our API is, with an app of three modes. */
export const startSimulated = () =>
  startStack({
    store: 'memory',
    startAt: START_AT,
    seed: 1,
    apps: APPS.map((app) => ({ ...app, defaults: { recordTone: 'notice.wav' } })),
    platformApps: APPS.map((app) => ({ ...app, extensionLength: 3 as const, pushUrls: {} })),
  });
