import type { Cost } from '../../harness/cost-meter.ts';
import type { Row } from './row.ts';
import { callPageCost, lifeCosts, recordedCallCost } from './wire-costs.ts';

type Counted = 'requests' | 'trips' | 'writeUnits';

const WORDS: Readonly<Record<Counted, string>> = {
  requests: 'requests',
  trips: 'trips',
  writeUnits: 'write units',
};

/** A row for each sum that is named, with its goal where it has one. */
const rowsOf = (
  what: string,
  cost: Cost,
  goals: Readonly<Partial<Record<Counted, number | undefined>>>,
): Row[] =>
  (['requests', 'trips', 'writeUnits'] as const)
    .filter((sum) => sum in goals)
    .map((sum) => {
      const goal = goals[sum];
      const row = { name: `${what}: ${WORDS[sum]}`, now: { value: cost[sum] } };
      return goal === undefined ? row : { ...row, goal };
    });

/** Counts at the wire, the same in each run. */
export const wireRows = async (): Promise<readonly Row[]> => {
  const axb = await lifeCosts('AXB');
  const others = { AXE: await lifeCosts('AXE'), AXYB: await lifeCosts('AXYB') };
  return [
    ...rowsOf('bind AXB from the pool', axb.bind, { requests: 8, trips: 4, writeUnits: 11 }),
    ...rowsOf('unbind AXB', axb.unbind, { requests: 7, trips: 4, writeUnits: 8 }),
    ...rowsOf('expiry of AXB', axb.expiry, { writeUnits: 0 }),
    ...rowsOf('expiry of AXE', others.AXE.expiry, { writeUnits: 0 }),
    ...rowsOf('expiry of AXYB', others.AXYB.expiry, { writeUnits: 0 }),
    ...rowsOf('recorded call with five events', await recordedCallCost(), { writeUnits: 25 }),
    ...rowsOf('page of 50 calls of a person, a binding each', await callPageCost({ bound: true }), {
      requests: 52,
    }),
    ...rowsOf('page of 50 calls of a person, no bindings', await callPageCost({ bound: false }), {
      requests: undefined,
    }),
  ];
};
