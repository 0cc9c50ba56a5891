import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWrite, type StoreCall } from '../../fakes/documents-around.ts';
import type { Stack } from '../../harness/stack.ts';
import type { StoreVerdict } from '../../harness/store-faults.ts';
import { openedItems } from './opened-items.ts';
import { PERSON, startPeople, tellStory } from './people-in-all-modes.ts';

const DIGITS = PERSON.slice(3);

/** Each write of an erasure fails twice: once before it takes effect, once after. */
const eachWriteFails = () => {
  const times = new Map<string, number>();
  const judge = (call: StoreCall): StoreVerdict => {
    if (!isWrite(call)) return 'ok';
    const key = 'item' in call.input ? call.input.item : 'key' in call.input ? call.input.key : {};
    const place = JSON.stringify([call.input.table, key['pk'], call.name]);
    const before = times.get(place) ?? 0;
    times.set(place, before + 1);
    return before === 0 ? 'before' : before === 1 ? 'after' : 'ok';
  };
  return { judge, places: () => times.size };
};

describe('an erasure that crashes at each of its writes', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startPeople();
    await tellStory(stack);
    await stack.advance(3600 + 660);
  });
  afterAll(() => stack.close());

  it('goes on where it was given again, and leaves nothing', async () => {
    const order = { action: 'erase', party: PERSON, operator: 'dora', endLive: true };
    let from: string | undefined;
    const faults = eachWriteFails();
    stack.store.judge = faults.judge;
    for (let runs = 0; runs < 600; runs += 1) {
      try {
        const report: { next?: string } = await stack.invoke('manage-privacy', { ...order, from });
        from = report.next;
        if (from === undefined) break;
      } catch {
        // The operator begins anew, as after a crash of his own program.
        from = undefined;
      }
    }
    stack.store.judge = () => 'ok';
    await stack.advance(600);
    const last: { left: { why: string }[]; unreadable: number } = await stack.invoke('manage-privacy', order);

    expect(faults.places()).toBeGreaterThan(80);
    expect(last.left.filter(({ why }) => why !== 'order-in-force')).toEqual([]);
    const named = (await openedItems(stack)).filter(
      ({ pk, text }) => text.includes(DIGITS) && !['PERSONS', 'ERASURES'].includes(pk),
    );
    expect(named.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([]);
  });
});
