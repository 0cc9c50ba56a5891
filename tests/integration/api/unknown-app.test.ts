import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../../harness/stack.ts';

describe('an app that is not configured', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ store: 'memory' });
  });
  afterAll(() => stack.close());

  it.each<[string, string, unknown?]>([
    ['GET', '/numbers?app=nope'],
    ['GET', '/numbers?app=nope&state=available'],
    ['PUT', '/numbers?app=nope', []],
    ['PATCH', '/numbers/+8617000000001?app=nope', { reserved: true }],
    ['DELETE', '/bindings?reference=order-1&app=nope'],
    ['POST', '/bindings', { mode: 'AXB', a: '13800000001', b: '13900000002', app: 'nope' }],
  ])('is refused in %s %s', async (method, path, body) => {
    const { status, body: problem } = await stack.request(method, path, { body });

    const refused = { code: 'invalid-request', errors: [{ path: 'app', message: expect.any(String) }] };
    expect([status, problem]).toEqual([400, expect.objectContaining(refused)]);
  });

  it('is told apart from one that has nothing', async () => {
    const answer = await stack.request('DELETE', '/bindings?reference=order-1&app=rides');

    expect([answer.status, answer.body]).toEqual([200, { items: [] }]);
  });
});
