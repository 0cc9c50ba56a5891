import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Body = Readonly<{ x: string; code: string }>;

const [ONE, TWO, THREE] = [xNumber(1), xNumber(2), xNumber(3)];

/** The clock stands still: what binds remember of the pool is never too old. */
describe('a bind right after a change of the pool', () => {
  let stack: Stack;
  let people = 0;
  beforeEach(async () => {
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: [{ ...RIDES, numbers: poolNumbers(2) }],
      platformApps: [simulatorApp(RIDES, poolNumbers(3))],
    });
    await bind();
  });
  afterEach(() => stack.close());

  const bind = async (more: object = {}) => {
    people += 2;
    const body = { mode: 'AXB', a: person(people), b: person(people + 1), ...more };
    const answer = await stack.request('POST', '/bindings', { body });
    return { status: answer.status, body: answer.body as Body };
  };
  const chosen = async (): Promise<readonly string[]> => {
    const xs = new Set<string>();
    for (let round = 0; round < 6; round += 1) xs.add((await bind()).body.x);
    return [...xs].sort();
  };
  const setState = (x: string, state: string) =>
    stack.request('PATCH', `/numbers/${encodeURIComponent(x)}`, { body: { state } });

  it('takes no number that was closed by hand, named or not', async () => {
    await setState(ONE, 'draining');

    const named = await bind({ x: ONE });

    expect([named.status, named.body.code]).toEqual([503, 'pool-exhausted']);
    expect(await chosen()).toEqual([TWO]);
  });

  it('takes no number that the platform has suspended', async () => {
    await stack.control.setNumber(TWO, { state: 9, cause: '2' });

    expect(await chosen()).toEqual([ONE]);
  });

  it('finds a number that was opened again, when no other is left', async () => {
    await setState(ONE, 'draining');
    await setState(TWO, 'draining');
    const closed = await bind();
    await setState(TWO, 'available');

    const open = await bind();

    expect([closed.status, closed.body.code]).toEqual([503, 'pool-exhausted']);
    expect([open.status, open.body.x]).toEqual([201, TWO]);
  });

  it('takes a number that was imported, when it is named', async () => {
    const body = poolNumbers(3);
    await stack.request('PUT', '/numbers', { body });

    const named = await bind({ x: THREE });

    expect([named.status, named.body.x]).toEqual([201, THREE]);
  });
});
