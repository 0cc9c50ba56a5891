import { expect } from 'vitest';
import type { PlatformClient, WireAnswer } from './platform-client.ts';

/** What an AXB suite runs against: an application without bindings, and its numbers. */
export type AxbTarget = {
  client(): PlatformClient;
  /** Two X of the application in one city, and one in another province; no other numbers. */
  numbers(): {
    first: string;
    second: string;
    elsewhere: string;
    areaCode: string;
    elsewhereAreaCode: string;
  };
};

export const AXB_PATH = '/rest/caas/relationnumber/partners/v1.0';
export const [A, B, C, D] = ['+8613800000001', '+8613800000002', '+8613800000003', '+8613800000004'] as const;
/** Both codes that mean: no such binding. */
export const NOT_FOUND = ['1016001', '1012007'];

/** The AXB operations as a suite uses them; remembers what it bound. */
export type AxbSession = ReturnType<typeof openAxbSession>;

/** HTTP status and result code of an answer. */
export const refusal = ({ status, json }: WireAnswer) => [status, json?.['resultcode']];

/** The subscriptionIds in the answer to a query, in its order. */
export const idsIn = ({ json }: WireAnswer): unknown[] => {
  const list = json?.['relationNumList'];
  return Array.isArray(list) ? list.map((entry) => entry.subscriptionId) : [];
};

/** A session that binds, and unbinds with `clean` whatever it bound. */
export const openAxbSession = (target: AxbTarget) => {
  const bound = new Set<string>();
  const send = (method: string, call: Parameters<PlatformClient['send']>[2]) =>
    target.client().send(method, AXB_PATH, call);
  const bind = async (body: unknown): Promise<WireAnswer> => {
    const answer = await send('POST', { body });
    if (typeof answer.json?.['subscriptionId'] === 'string') bound.add(answer.json['subscriptionId']);
    return answer;
  };
  const query = (text: string) => send('GET', { query: text });
  const unbind = (text: string) => send('DELETE', { query: text });

  return {
    bind,
    async bindPair(a: string, b: string, x: string, more: Record<string, unknown> = {}): Promise<string> {
      const { json } = await bind({ callerNum: a, calleeNum: b, relationNum: x, ...more });
      expect(json).toMatchObject({ resultcode: '0', relationNum: x });
      return String(json?.['subscriptionId']);
    },
    unbind,
    modify: (body: Record<string, unknown>) => send('PUT', { body }),
    query,
    onX: (x: string, more = '') => query(`relationNum=${encodeURIComponent(x)}${more}`),
    async clean() {
      for (const subscriptionId of bound) await unbind(`subscriptionId=${subscriptionId}`);
      bound.clear();
    },
  };
};
