import { expect, test } from 'vitest';
import { citySpans } from '../../../web/operator/pool/city-spans.ts';

const CITY = {
  app: 'rides',
  mode: 'AXB',
  areaCode: '0755',
  numbers: { available: 18, draining: 1, suspended: 0, unavailable: 2, retired: 0 },
  causes: { draining: 1, 'not-at-platform': 2 },
  usable: 15,
  inUse: 4,
  liveBindings: 9,
  fill: 0.27,
  needed: 3,
  low: false,
  lowSince: null,
  measuredAt: '2026-03-01T08:00:00.000Z',
  ageSeconds: 0,
  complete: true,
} as const;

test('the numbers of a city are in use, free, kept back or out of service, and each is in one part', () => {
  expect(citySpans(CITY)).toEqual([
    { kind: 'inUse', count: 4 },
    { kind: 'free', count: 11 },
    { kind: 'kept', count: 3 },
    { kind: 'draining', count: 1 },
    { kind: 'unavailable', count: 2 },
  ]);
});

test('a city whose numbers are all in use has nothing free', () => {
  const numbers = { available: 2, draining: 0, suspended: 0, unavailable: 0, retired: 0 };

  expect(citySpans({ ...CITY, numbers, usable: 2, inUse: 2 })).toEqual([{ kind: 'inUse', count: 2 }]);
});
