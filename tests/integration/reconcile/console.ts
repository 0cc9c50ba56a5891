import { authenticationHeaders } from '../../../shared/platform/client/signature.ts';
import { RIDES } from '../../harness/fixtures.ts';
import type { Stack } from '../../harness/stack.ts';

const PATH = '/rest/caas/relationnumber/partners/v1.0';

let requests = 0;

/** Acts at the platform past us, in its console say: signed calls of the same AXB app. */
export const consoleOf = (stack: Stack) => {
  const call = async (method: string, query: string, body?: object): Promise<Record<string, unknown>> => {
    requests += 1;
    const headers = authenticationHeaders({
      scheme: 'AKSK',
      appKey: RIDES.appKey,
      appSecret: RIDES.appSecret,
      nonce: `console${requests}`,
      created: `${stack.clock().toISOString().slice(0, 19)}Z`,
    });
    const response = await fetch(`${stack.simulator.url}${PATH}${query}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (answer['resultcode'] !== '0') throw new Error(`the platform refused: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    bind: async (x: string, a: string, b: string): Promise<string> =>
      String((await call('POST', '', { relationNum: x, callerNum: a, calleeNum: b }))['subscriptionId']),
    unbind: (subscriptionId: string) => call('DELETE', `?subscriptionId=${subscriptionId}`),
    modify: (subscriptionId: string, change: object) => call('PUT', '', { subscriptionId, ...change }),
  };
};
