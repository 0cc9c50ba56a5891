import { describe, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { callPageCost, lifeCosts, recordedCallCost, referenceEndCost } from '../../bench/table/wire-costs.ts';
import { type Budget, expectWithin } from '../../harness/budget.ts';

/**
 * An expiry of AX or X has the lease of its shard in it, which serves all that is due there: three requests, three trips and
 * two units. In the other modes nothing is written for a binding, and the count of all that expired since the last run moves once.
 */
const LIVES: readonly (readonly [Mode, Readonly<Record<'bind' | 'unbind' | 'expiry', Budget>>])[] = [
  ['AX', { bind: [8, 4, 13, 1], unbind: [7, 4, 9, 1], expiry: [10, 7, 11, 1] }],
  ['AXB', { bind: [8, 4, 14, 1], unbind: [7, 4, 9, 1], expiry: [1, 1, 1, 0] }],
  ['AXE', { bind: [10, 6, 13, 1], unbind: [7, 4, 9, 1], expiry: [1, 1, 1, 0] }],
  ['AXYB', { bind: [10, 7, 17, 2], unbind: [7, 4, 9, 1], expiry: [1, 1, 1, 0] }],
  ['X', { bind: [8, 4, 14, 0], unbind: [10, 6, 11, 0], expiry: [13, 9, 13, 0] }],
];

describe('the costs at the wire stay within their budgets', () => {
  it.each(LIVES)('of a bind, an unbind and an expiry in mode %s', async (mode, budgets) => {
    const costs = await lifeCosts(mode);

    expectWithin(costs.bind, budgets.bind);
    expectWithin(costs.unbind, budgets.unbind);
    expectWithin(costs.expiry, budgets.expiry);
  });

  it('of the end of a reference with five bindings', async () => {
    expectWithin(await referenceEndCost(5), [33, 5, 55, 5]);
  });

  it('of a recorded call with five events and its archived recording', async () => {
    // 32 of the requests ask the archiver's partitions for what is due.
    expectWithin(await recordedCallCost(), [48, 17, 30, 1]);
  });

  it('of a page of fifty calls of a person, each through a binding of its own', async () => {
    expectWithin(await callPageCost({ bound: true }), [55, 4, 0, 0]);
  });

  it('of a page of fifty calls of a person through numbers without a binding', async () => {
    // One look into the index of each number, for who had it last.
    expectWithin(await callPageCost({ bound: false }), [102, 3, 0, 0]);
  });
});
