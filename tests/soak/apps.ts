import type { SimulatorApp } from '../../simulator/simulator.ts';
import { person, poolNumbers } from '../harness/fixtures.ts';

/** Few numbers and few people, so that they meet. */
const NUMBERS = 6;
const PEOPLE = 8;

/** The modes of the soak, each with one app. */
export const MODES = ['AX', 'AXB', 'AXE', 'AXYB', 'X'] as const;
export type SoakMode = (typeof MODES)[number];

export const PERSONS: readonly string[] = Array.from({ length: PEOPLE }, (_, index) => person(index + 1));

const numbersOf = (mode: SoakMode) => poolNumbers(NUMBERS, 1 + MODES.indexOf(mode) * 100);

/** Private numbers of a mode. */
export const privateNumbersOf = (mode: SoakMode): readonly string[] => numbersOf(mode).map(({ x }) => x);

const appOf = (mode: SoakMode) => ({
  name: `soak-${mode.toLowerCase()}`,
  mode,
  appKey: `TestAppKeySoak${mode}`.padEnd(28, '0'),
  appSecret: `test-app-secret-soak-${mode.toLowerCase()}-0001`,
  numbers: numbersOf(mode),
});

/** Bindings outlive the traffic, so that both sides can be compared when it is over. */
const DEFAULTS = { ttlSeconds: 2 * 24 * 3600, allowPermanent: true, coolDownSeconds: 0 };

export const OUR_APPS: readonly object[] = MODES.map((mode) => ({ ...appOf(mode), defaults: DEFAULTS }));

export const THEIR_APPS: readonly SimulatorApp[] = MODES.map((mode) => ({
  ...appOf(mode),
  extensionLength: 2,
  pushUrls: {},
}));
