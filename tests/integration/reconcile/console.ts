import { authenticationHeaders } from '../../../shared/platform/client/signature.ts';
import { RIDES } from '../../harness/fixtures.ts';
import type { Stack } from '../../harness/stack.ts';

const AXB_PATH = '/rest/caas/relationnumber/partners/v1.0';
export const AX_PATH = '/rest/provision/caas/privatenumber/v1.0';

let requests = 0;

/** Acts at the platform past us, in its console say: signed calls of the same app. */
export const consoleOf = (
  stack: Stack,
  { appKey, appSecret }: Readonly<{ appKey: string; appSecret: string }> = RIDES,
  path = AXB_PATH,
) => {
  const call = async (method: string, query: string, body?: object): Promise<Record<string, unknown>> => {
    requests += 1;
    const headers = authenticationHeaders({
      scheme: 'AKSK',
      appKey,
      appSecret,
      nonce: `console${requests}`,
      created: `${stack.clock().toISOString().slice(0, 19)}Z`,
    });
    const response = await fetch(`${stack.simulator.url}${path}${query}`, {
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
