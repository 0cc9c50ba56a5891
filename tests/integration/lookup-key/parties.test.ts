import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type AccessStack, APP_OF, bindOf, startAccessStack } from '../access/access-stack.ts';
import { A_DAY, lookupChangeOf, TEN_MINUTES } from './lookup-change.ts';

type Block = Readonly<{ blockId: string; party: string }>;

describe('people who are blocked, or have another phone, during a change of lookupKey', () => {
  let access: AccessStack;
  let change: ReturnType<typeof lookupChangeOf>;
  beforeAll(async () => {
    access = await startAccessStack([]);
    change = lookupChangeOf(access.stack);
  });
  afterAll(() => access?.stack.close());

  const blocked: string[] = [];
  const freed: string[] = [];
  let people = 600;
  const somebody = () => {
    people += 1;
    return person(people);
  };
  const block = async (party: string): Promise<void> => {
    expect((await access.ask('POST', '/blocks', { party })).status).toBe(201);
  };
  const listed = async (): Promise<readonly Block[]> => {
    const found: Block[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = (await access.ask('GET', `/blocks?limit=3${more}`)).body as {
        items: Block[];
        nextCursor: string | null;
      };
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  };
  const bindsOf = async (a: string): Promise<number> =>
    (await access.ask('POST', '/bindings', { ...bindOf('AXB', APP_OF.AXB), a, b: somebody() })).status;

  /** All who were blocked still are, one more is, and one is not any more; and a person is moved to another phone. */
  const holds = async (phase: string): Promise<void> => {
    for (const party of blocked) expect([phase, await bindsOf(party)]).toEqual([phase, 422]);
    for (const party of freed) expect([phase, await bindsOf(party)]).toEqual([phase, 201]);
    const one = somebody();
    await block(one);
    blocked.push(one);
    const list = await listed();
    expect([phase, list.map(({ party }) => party).sort()]).toEqual([phase, [...blocked].sort()]);
    const first = list.find(({ party }) => party === blocked[0]);
    expect([phase, (await access.ask('DELETE', `/blocks/${first?.blockId}`)).status]).toEqual([phase, 200]);
    freed.push(...blocked.splice(0, 1));
    const [from, to] = [somebody(), somebody()];
    await access.bound('AXB', APP_OF.AXB, { a: from, b: somebody() });
    await access.bound('AXE', APP_OF.AXE, { a: somebody(), callback: { number: from } });
    const moved = (await access.ask('POST', '/parties/change', { from, to })).body as {
      items: { result: string }[];
    };
    expect([phase, moved.items.map(({ result }) => result)]).toEqual([phase, ['changed', 'changed']]);
  };

  it('stay blocked, or free, and are listed once', async () => {
    for (let count = 0; count < 8; count += 1) {
      blocked.push(somebody());
      await block(blocked.at(-1) ?? '');
    }
    await holds('before');
    await change.begin();
    await access.stack.advance(TEN_MINUTES);
    await holds('begun');
    expect(await change.step(0)).toMatchObject({ phase: 'copied' });
    expect(await change.step(A_DAY)).toMatchObject({ phase: 'used' });
    await access.stack.advance(TEN_MINUTES);
    await holds('used');
    expect(await change.step(0)).toMatchObject({ phase: 'retired', work: { unreadableCount: 0 } });
    await access.stack.advance(TEN_MINUTES);
    await holds('retired');
    expect(await change.step(0)).toMatchObject({ phase: 'none', work: { unreadableCount: 0 } });
    await access.stack.advance(TEN_MINUTES);
    await holds('after');

    const ids = (await listed()).map(({ blockId }) => blockId);
    const items = await access.stack.items('NUMBERS_TABLE');
    const stored = items.filter(({ pk }) => String(pk).startsWith('BLOCKS#')).map(({ sk }) => sk);
    expect(stored.sort()).toEqual([...ids].sort());
  });
});
