import { expect } from 'vitest';
import type { WireAnswer } from '../platform-client.ts';
import { type ConformanceTarget, escaped, listIn, openSession } from '../target.ts';

export const AXYB_PATH = '/rest/omp/xyrelationnumber/v1.0';

/** The AXYB operations as a suite uses them; remembers what it bound. */
export type AxybSession = ReturnType<typeof openAxybSession>;

/** The entries in the answer to a query. */
export const entriesIn = (answer: WireAnswer) => listIn(answer, 'xyRelationNumList');

/** A session that binds, and unbinds with `clean` whatever it bound; `app_key` is in every query string. */
export const openAxybSession = (target: ConformanceTarget) => {
  const session = openSession(target, AXYB_PATH, { app_key: target.appKey });
  const bound = async (body: Record<string, unknown>) => {
    const { json } = await session.bind(body);
    expect(json).toMatchObject({ resultcode: '0' });
    return { id: String(json?.['subscriptionId']), number: String(json?.['relationNumber']) };
  };
  return {
    ...session,
    /** Step 1; answers id and X. */
    bindA: (a: string, more: Record<string, unknown> = {}) => bound({ origNum: a, ...more }),
    /** Step 2; answers id and Y. */
    bindB: (subscriptionId: string, b: string, more: Record<string, unknown> = {}) =>
      bound({ origNum: b, subscriptionId, ...more }),
    find: (fields: Record<string, string>) => session.query(escaped(fields)),
    end: (fields: Record<string, string>) => session.unbind(escaped(fields)),
  };
};
