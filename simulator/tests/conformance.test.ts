import { afterAll, beforeAll, describe } from 'vitest';
import { authenticationConformance } from '../conformance/authentication.conformance.ts';
import { axConformance } from '../conformance/ax/ax.conformance.ts';
import { axbConformance } from '../conformance/axb/axb.conformance.ts';
import { axeConformance } from '../conformance/axe/axe.conformance.ts';
import { axybConformance } from '../conformance/axyb/axyb.conformance.ts';
import { createPlatformClient } from '../conformance/platform-client.ts';
import type { ConformanceTarget } from '../conformance/target.ts';
import { type Simulator, type SimulatorApp, startSimulator } from '../simulator.ts';

// Point it at another platform with CONFORMANCE_URL, CONFORMANCE_MODE (AXB), CONFORMANCE_APP_KEY,
// CONFORMANCE_APP_SECRET and CONFORMANCE_NUMBERS="first,second,elsewhere,areaCode,elsewhereAreaCode,other...".
const {
  CONFORMANCE_URL,
  CONFORMANCE_MODE = 'AXB',
  CONFORMANCE_APP_KEY = '',
  CONFORMANCE_APP_SECRET = '',
  CONFORMANCE_NUMBERS = '',
} = process.env;

const SUITES = { AX: axConformance, AXB: axbConformance, AXE: axeConformance, AXYB: axybConformance };
type Suite = keyof typeof SUITES;

/** How many X beside the two of one city and the one of another: AX needs six in all, AXYB some to serve as Y. */
const OTHERS: Record<Suite, number> = { AX: 3, AXB: 0, AXE: 0, AXYB: 5 };

const numberOf = (mode: Suite, at: number): string => `+86170${Object.keys(SUITES).indexOf(mode)}000000${at}`;

const numbersOf = (mode: Suite): SimulatorApp['numbers'] => {
  const city = (x: string) => ({ x, areaCode: '0755', province: 'Guangdong' });
  const others = Array.from({ length: OTHERS[mode] }, (_, at) => city(numberOf(mode, 4 + at)));
  const elsewhere = { x: numberOf(mode, 3), areaCode: '010', province: 'Beijing' };
  return [city(numberOf(mode, 1)), city(numberOf(mode, 2)), elsewhere, ...others];
};

const appOf = (mode: Suite): SimulatorApp => ({
  appKey: `conformance-app-key-${mode}`,
  appSecret: `conformance-app-secret-${mode}`,
  mode,
  numbers: numbersOf(mode),
  pushUrls: {},
  extensionLength: 1,
});

const simulated = (mode: Suite): string => {
  const [first, second, elsewhere, ...others] = numbersOf(mode).map(({ x }) => x);
  return [first, second, elsewhere, '0755', '010', ...others].join(',');
};

const isSuite = (mode: string): mode is Suite => Object.hasOwn(SUITES, mode);
const suites = (CONFORMANCE_URL ? [CONFORMANCE_MODE] : Object.keys(SUITES)).filter(isSuite);

describe(CONFORMANCE_URL ? `platform at ${CONFORMANCE_URL}` : 'simulated platform', () => {
  let simulator: Simulator | undefined;
  beforeAll(async () => {
    if (!CONFORMANCE_URL) simulator = await startSimulator({ apps: suites.map(appOf), seed: 20260301 });
  });
  afterAll(() => simulator?.close());

  const customerOf = (mode: Suite) => ({
    baseUrl: CONFORMANCE_URL ?? simulator?.url ?? '',
    appKey: CONFORMANCE_URL ? CONFORMANCE_APP_KEY : appOf(mode).appKey,
    appSecret: CONFORMANCE_URL ? CONFORMANCE_APP_SECRET : appOf(mode).appSecret,
  });
  const targetOf = (mode: Suite): ConformanceTarget => {
    const numbers = (CONFORMANCE_NUMBERS || simulated(mode)).split(',');
    const [first = '', second = '', elsewhere = '', areaCode = '', elsewhereAreaCode = '', ...others] =
      numbers;
    return {
      client: () => createPlatformClient(customerOf(mode)),
      appKey: CONFORMANCE_URL ? CONFORMANCE_APP_KEY : appOf(mode).appKey,
      numbers: () => ({ first, second, elsewhere, areaCode, elsewhereAreaCode, others }),
    };
  };

  describe.each(suites.filter((mode) => mode === 'AXB'))(
    'authentication with an application of %s',
    (mode) => {
      authenticationConformance({
        client: () => createPlatformClient(customerOf(mode)),
        withSecret: (appSecret) => createPlatformClient({ ...customerOf(mode), appSecret }),
        withAppKey: (appKey) => createPlatformClient({ ...customerOf(mode), appKey }),
        withClock: (offsetSeconds) =>
          createPlatformClient({
            ...customerOf(mode),
            now: () => new Date(Date.now() + offsetSeconds * 1000),
          }),
      });
    },
  );

  describe.each(suites)('%s', (mode) => SUITES[mode](targetOf(mode)));
});
