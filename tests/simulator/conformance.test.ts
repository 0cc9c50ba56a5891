import { afterAll, beforeAll, describe } from 'vitest';
import { authenticationConformance } from './conformance/authentication.conformance.ts';
import { axbConformance } from './conformance/axb.conformance.ts';
import { type Customer, createPlatformClient } from './conformance/platform-client.ts';
import { type Simulator, startSimulator } from './simulator.ts';

// Point it at another platform with CONFORMANCE_URL, CONFORMANCE_APP_KEY, CONFORMANCE_APP_SECRET and
// CONFORMANCE_NUMBERS="first,second,elsewhere,areaCode,elsewhereAreaCode".
const {
  CONFORMANCE_URL,
  CONFORMANCE_APP_KEY = '',
  CONFORMANCE_APP_SECRET = '',
  CONFORMANCE_NUMBERS = '',
} = process.env;

const APP = {
  appKey: 'conformance-app-key',
  appSecret: 'conformance-app-secret',
  mode: 'AXB' as const,
  numbers: [
    { x: '+8617000000001', areaCode: '0755', province: 'Guangdong' },
    { x: '+8617000000002', areaCode: '0755', province: 'Guangdong' },
    { x: '+8617000000003', areaCode: '010', province: 'Beijing' },
  ],
  pushUrls: {},
};

describe(CONFORMANCE_URL ? `platform at ${CONFORMANCE_URL}` : 'simulated platform', () => {
  let simulator: Simulator | undefined;
  let customer: Customer;
  beforeAll(async () => {
    if (!CONFORMANCE_URL) simulator = await startSimulator({ apps: [APP], seed: 20260301 });
    customer = simulator
      ? { baseUrl: simulator.url, appKey: APP.appKey, appSecret: APP.appSecret }
      : { baseUrl: CONFORMANCE_URL ?? '', appKey: CONFORMANCE_APP_KEY, appSecret: CONFORMANCE_APP_SECRET };
  });
  afterAll(() => simulator?.close());

  describe('authentication', () => {
    authenticationConformance({
      client: () => createPlatformClient(customer),
      withSecret: (appSecret) => createPlatformClient({ ...customer, appSecret }),
      withAppKey: (appKey) => createPlatformClient({ ...customer, appKey }),
      withClock: (offsetSeconds) =>
        createPlatformClient({ ...customer, now: () => new Date(Date.now() + offsetSeconds * 1000) }),
    });
  });

  describe('AXB', () => {
    const [first, second, elsewhere, areaCode, elsewhereAreaCode] = (
      CONFORMANCE_NUMBERS || '+8617000000001,+8617000000002,+8617000000003,0755,010'
    ).split(',');
    axbConformance({
      client: () => createPlatformClient(customer),
      numbers: () => ({
        first: first ?? '',
        second: second ?? '',
        elsewhere: elsewhere ?? '',
        areaCode: areaCode ?? '',
        elsewhereAreaCode: elsewhereAreaCode ?? '',
      }),
    });
  });
});
