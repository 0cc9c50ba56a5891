import { expect, it } from 'vitest';
import { person, poolNumbers, RIDES } from '../../harness/fixtures.ts';
import { startStack } from '../../harness/stack.ts';

it('the password of the proxy in the configuration is in no answer and no line, when the proxy cannot be reached', async () => {
  const stack = await startStack({
    store: 'memory',
    apps: [{ ...RIDES, numbers: poolNumbers(2), baseUrl: 'https://platform.invalid' }],
    // Nobody listens there.
    configuration: { httpsProxy: 'http://user:made-up-password@127.0.0.1:1' },
  });
  try {
    const body = { mode: 'AXB', a: person(1), b: person(2) };
    const answer = await stack.request('POST', '/bindings', { body });

    expect([answer.status, answer.body]).toMatchObject([503, { code: 'platform-unavailable' }]);
    expect(stack.logs.join()).toContain('platform-call');
    expect(`${answer.text}${stack.logs.join()}`).not.toContain('made-up-password');
  } finally {
    await stack.close();
  }
});
