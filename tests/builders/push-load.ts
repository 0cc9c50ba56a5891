import { performance } from 'node:perf_hooks';
import { RIDES } from '../harness/fixtures.ts';
import type { Stack } from '../harness/stack.ts';
import { aCdrPush, aSentCdr, signedHeaders } from './pushes.ts';

/** As many CDRs as one push may have. */
const CDRS_A_PUSH = 50;

/** How each push was answered, and after how long. */
export type LoadReport = Readonly<{
  statuses: ReadonlyMap<number, number>;
  latenciesMs: readonly number[];
  durationMs: number;
}>;

/** So many CDRs of different calls in pushes of fifty, each with a signature of its own. */
export const loadOf = (stack: Stack, cdrs: number, name: string) => {
  const created = stack
    .clock()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  return Array.from({ length: cdrs / CDRS_A_PUSH }, (_, push) => ({
    body: aCdrPush(
      Array.from({ length: CDRS_A_PUSH }, (_, at) => {
        const id = `${name}-${push}-${at}`;
        return aSentCdr({ sessionId: id, icid: id, appKey: RIDES.appKey });
      }),
    ),
    headers: { authorization: '', ...signedHeaders({ ...RIDES, nonce: `${name}${push}`, created }) },
  }));
};

/** Sends every push twice over so many connections at once, in an order in which both deliveries of a push may meet. */
export const sendTwice = async (
  stack: Stack,
  pushes: ReturnType<typeof loadOf>,
  connections: number,
): Promise<LoadReport> => {
  const waiting = pushes.flatMap((push) => [push, push]).values();
  const statuses = new Map<number, number>();
  const latenciesMs: number[] = [];
  const lane = async () => {
    for (const push of waiting) {
      const startedAt = performance.now();
      const { status } = await stack.request('POST', '/webhooks/cdr', push);
      latenciesMs.push(performance.now() - startedAt);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  return { statuses, latenciesMs, durationMs: performance.now() - startedAt };
};
