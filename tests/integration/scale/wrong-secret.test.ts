import { afterEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, RIDES, simulatorApp } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

let stack: Stack;
afterEach(() => stack.close());

const NUMBERS = poolNumbers(50);

const start = async (appSecret: string) => {
  stack = await startStack({
    store: 'memory',
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: [{ ...RIDES, numbers: NUMBERS }],
    platformApps: [simulatorApp({ ...RIDES, appSecret }, NUMBERS)],
  });
};

const bind = (index: number) =>
  stack.request('POST', '/bindings', { body: { mode: 'AXB', a: person(index), b: person(index + 100) } });

const requests = async () => (await stack.control.journal({ kind: 'request' })).length;

describe('forty binds at once', () => {
  it('with a wrong secret send three failed authentications', async () => {
    await start('another-secret-0001');

    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => bind(index + 1)));

    expect(await requests()).toBe(3);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([502, 503]));
  });

  it('all succeed with a right secret that was never used before', async () => {
    await start(RIDES.appSecret);

    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => bind(index + 1)));

    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(201));
    expect(await requests()).toBe(40);
  });
});

describe('a bind before which the gate cannot be read', () => {
  it('is refused at once, and its pair can be bound by the next request', async () => {
    await start(RIDES.appSecret);
    const reading = (call: { name: string; input: { purpose?: string } }) =>
      call.input.purpose === 'reading the gate';
    stack.store.judge = (call) => (reading(call) ? 'before' : 'ok');
    const refused = await bind(1);
    stack.store.judge = () => 'ok';

    const repeated = await bind(1);

    expect([refused.status, (refused.body as { code: string }).code]).toEqual([503, 'store-unavailable']);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(repeated.status).toBe(201);
    expect(await requests()).toBe(1);
  });
});
