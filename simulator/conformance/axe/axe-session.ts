import { expect } from 'vitest';
import type { WireAnswer } from '../platform-client.ts';
import { type ConformanceTarget, escaped, openSession } from '../target.ts';

export const AXE_PATH = '/rest/caas/extendnumber/v1.0';
export const AXE_PAGED_PATH = '/rest/caas/extendnumber/v2.0';

/** The AXE operations as a suite uses them; remembers what it bound. */
export type AxeSession = ReturnType<typeof openAxeSession>;

/** The entries of a page: the only list in the answer, whatever it is called. */
export const entriesIn = ({ json }: WireAnswer): Record<string, unknown>[] =>
  Object.values(json ?? {}).find((value) => Array.isArray(value)) ?? [];

/** A session that binds, and unbinds with `clean` whatever it bound. */
export const openAxeSession = (target: ConformanceTarget) => {
  const session = openSession(target, AXE_PATH);
  return {
    ...session,
    /** Binds; answers id and extension. */
    async bindA(a: string, x: string, more: Record<string, unknown> = {}) {
      const { json } = await session.bind({ bindNum: a, virtualNum: x, ...more });
      expect(json).toMatchObject({ resultcode: '0', virtualNum: x });
      return { id: String(json?.['subscriptionId']), extension: String(json?.['extendNum']) };
    },
    queryPage: (fields: Record<string, string>) =>
      target.client().send('GET', AXE_PAGED_PATH, { query: escaped(fields) }),
  };
};
