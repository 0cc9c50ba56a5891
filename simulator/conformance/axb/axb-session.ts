import { expect } from 'vitest';
import type { WireAnswer } from '../platform-client.ts';
import { type ConformanceTarget, listIn, openSession } from '../target.ts';

export const AXB_PATH = '/rest/caas/relationnumber/partners/v1.0';

/** The AXB operations as a suite uses them; remembers what it bound. */
export type AxbSession = ReturnType<typeof openAxbSession>;

/** The subscriptionIds in the answer to a query, in its order. */
export const idsIn = (answer: WireAnswer): unknown[] =>
  listIn(answer, 'relationNumList').map(({ subscriptionId }) => subscriptionId);

/** A session that binds, and unbinds with `clean` whatever it bound. */
export const openAxbSession = (target: ConformanceTarget) => {
  const session = openSession(target, AXB_PATH);
  return {
    ...session,
    async bindPair(a: string, b: string, x: string, more: Record<string, unknown> = {}): Promise<string> {
      const { json } = await session.bind({ callerNum: a, calleeNum: b, relationNum: x, ...more });
      expect(json).toMatchObject({ resultcode: '0', relationNum: x });
      return String(json?.['subscriptionId']);
    },
    onX: (x: string, more = '') => session.query(`relationNum=${encodeURIComponent(x)}${more}`),
  };
};
