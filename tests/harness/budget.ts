import { expect } from 'vitest';
import type { Cost } from './cost-meter.ts';

/** The most requests to DynamoDB, trips and write units, and exactly as many requests to the platform. */
export type Budget = readonly [requests: number, trips: number, writeUnits: number, platformRequests: number];

/** Every request in the order of its trip, for the message of a failure. */
const told = ({ counted }: Cost): string =>
  counted
    .map(
      ({ trip, name, purpose, writeUnits, readUnits }) =>
        `${trip} ${name} ${purpose} w${writeUnits} r${readUnits}`,
    )
    .join('\n');

/** Fails with every request of the work where one of the counts is above its budget. */
export const expectWithin = (cost: Cost, [requests, trips, writeUnits, platformRequests]: Budget): void => {
  expect(cost.requests, `requests of\n${told(cost)}`).toBeLessThanOrEqual(requests);
  expect(cost.trips, `trips of\n${told(cost)}`).toBeLessThanOrEqual(trips);
  expect(cost.writeUnits, `write units of\n${told(cost)}`).toBeLessThanOrEqual(writeUnits);
  expect(cost.platformRequests, `requests to the platform of\n${told(cost)}`).toBe(platformRequests);
};
