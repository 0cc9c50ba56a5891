import { expect } from 'vitest';
import type { WireAnswer } from '../platform-client.ts';
import { type ConformanceTarget, listIn, openSession } from '../target.ts';

export const AX_PATH = '/rest/provision/caas/privatenumber/v1.0';
export const CALLEE_PATH = '/rest/caas/privatenumber/calleenumber/v1.0';

/** The AX operations as a suite uses them; remembers what it bound. */
export type AxSession = ReturnType<typeof openAxSession>;

/** The entries in the answer to a query. */
export const entriesIn = (answer: WireAnswer) => listIn(answer, 'privateNumList');

/** The subscriptionIds in the answer to a query, in its order. */
export const idsIn = (answer: WireAnswer): unknown[] =>
  entriesIn(answer).map(({ subscriptionId }) => subscriptionId);

/** A session that binds, and unbinds with `clean` whatever it bound. */
export const openAxSession = (target: ConformanceTarget) => {
  const session = openSession(target, AX_PATH);
  return {
    ...session,
    async bindX(a: string, x: string, more: Record<string, unknown> = {}): Promise<string> {
      const { json } = await session.bind({ origNum: a, privateNum: x, ...more });
      expect(json).toMatchObject({ resultcode: '0', privateNum: x });
      return String(json?.['subscriptionId']);
    },
    setCallee: (body: Record<string, unknown>) => target.client().send('PUT', CALLEE_PATH, { body }),
  };
};
