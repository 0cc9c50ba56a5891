import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOf, sendTwice } from '../../builders/push-load.ts';
import { isWrite } from '../../fakes/documents-around.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

let stack: Stack;

beforeEach(async () => {
  // A push has four seconds for its items, which a busy machine may need for its turns.
  stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T02:40:00.000Z') });
});
afterEach(() => stack.close());

const callsOf = async () => {
  const items = await stack.items('CALLS_TABLE');
  return { items: items.length, calls: new Set(items.map(({ pk }) => pk)).size };
};

describe('a load of CDRs, sent twice over parallel connections', () => {
  it('is kept once, and nothing is refused', async () => {
    const pushes = loadOf(stack, 400, 'load');

    const { statuses } = await sendTwice(stack, pushes, 8);

    expect([...statuses]).toEqual([[200, 16]]);
    expect(await callsOf()).toEqual({ items: 400, calls: 400 });
  });

  it('is kept once also when the store fails now and then: only those are answered 503, and come again', async () => {
    const pushes = loadOf(stack, 300, 'shaky');
    let writes = 0;
    stack.store.judge = (call) => {
      if (!isWrite(call)) return 'ok';
      writes += 1;
      return writes % 97 === 0 ? 'after' : writes % 61 === 0 ? 'before' : 'ok';
    };
    const { statuses } = await sendTwice(stack, pushes, 8);
    stack.store.judge = () => 'ok';

    const again = await sendTwice(stack, pushes, 8);

    expect([...statuses.keys()].sort()).toEqual([200, 503]);
    expect(statuses.get(503)).toBeLessThanOrEqual(Math.floor(writes / 97) + Math.floor(writes / 61));
    expect([...again.statuses]).toEqual([[200, 12]]);
    expect(await callsOf()).toEqual({ items: 300, calls: 300 });
  });
});
