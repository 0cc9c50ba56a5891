import { loadOf, sendTwice } from '../builders/push-load.ts';
import { startStack } from '../harness/stack.ts';
import { type Figure, median, percentile, rounded } from './report.ts';

const CDRS = 10_000;
const CONNECTIONS = 8;

/**
 * Ten thousand CDRs in pushes of fifty, each push sent twice, side by side. Functions and store share one process here, so
 * the rate is this stack's; that exactly ten thousand calls are there afterwards is checked.
 */
export const pushLoadFigures = async (): Promise<readonly Figure[]> => {
  const stack = await startStack();
  try {
    await sendTwice(stack, loadOf(stack, 500, 'warm'), CONNECTIONS);
    const before = (await stack.items('CALLS_TABLE')).length;
    const pushes = loadOf(stack, CDRS, 'bench');
    const { statuses, latenciesMs, durationMs } = await sendTwice(stack, pushes, CONNECTIONS);
    const others = [...statuses].filter(([status]) => status !== 200 && status !== 503);
    if (others.length > 0) throw new Error(`answered ${JSON.stringify(others)}`);
    // A store that is too busy in time is a 503, and the platform pushes again; so do we, before the calls are counted.
    const refused = statuses.get(503) ?? 0;
    if (refused > 0) await sendTwice(stack, pushes, 1);
    const calls = new Set((await stack.items('CALLS_TABLE')).map(({ pk }) => pk)).size - before;
    if (calls !== CDRS) throw new Error(`${calls} calls of ${CDRS} CDRs`);
    const name = `${CDRS} CDRs in pushes of 50, sent twice, ${CONNECTIONS} at a time`;
    return [
      { name: `${name}: pushes`, value: rounded((latenciesMs.length / durationMs) * 1000), unit: '/s' },
      { name: `${name}: answer p50`, value: rounded(median(latenciesMs)), unit: 'ms' },
      { name: `${name}: answer p99`, value: rounded(percentile(latenciesMs, 0.99)), unit: 'ms' },
      { name: `${name}: answered 503`, value: refused, unit: '' },
    ];
  } finally {
    await stack.close();
  }
};
