import { afterEach, describe, expect, it } from 'vitest';
import { callerWith, RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

let stack: Stack;
afterEach(() => stack.close());

describe('an uptime check with a key of its own', () => {
  const check = () =>
    stack.request('GET', '/bindings?reference=uptime-check&limit=1', {
      headers: { authorization: 'Bearer key-of-uptime' },
    });

  it('is 200 while documents and store answer, and 503 without the store, when health is 200 all the same', async () => {
    stack = await startStack({
      store: 'memory',
      callers: [callerWith('uptime', 'key-of-uptime', { scopes: ['read:masked'], apps: [RIDES.name] })],
    });

    const serving = await check();
    stack.store.judge = () => 'before';
    const away = await check();
    const health = await stack.request('GET', '/health');
    stack.store.judge = () => 'ok';

    expect([serving.status, serving.body]).toEqual([200, { items: [], nextCursor: null }]);
    expect([away.status, away.body]).toMatchObject([503, { code: 'store-unavailable' }]);
    expect([health.status, health.body]).toEqual([200, { status: 'ok' }]);
  });
});
