import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type AccessStack, APP_OF, OTHER_APP, startAccessStack } from '../access/access-stack.ts';

const MODES: readonly Mode[] = ['AX', 'AXB', 'AXE', 'AXYB', 'X'];
const X_OF_ROUTES = xNumber(31_419_001);

let access: AccessStack;
beforeAll(async () => {
  access = await startAccessStack([
    ['rides-desk', ['read'], [APP_OF.AXB]],
    ['masked-desk', ['read:masked']],
  ]);
}, 60_000);
afterAll(() => access?.stack.close());

type Shown = Readonly<{ bindingId: string; x: string; y?: string; b?: string }>;
type List = Readonly<{ items: readonly Shown[]; nextCursor: string | null }>;

const now = () => access.stack.clock().toISOString();
const wait = (seconds: number) => access.stack.advance(seconds);

const find = async (query: Record<string, string>, as = 'tests'): Promise<List> => {
  const path = `/bindings?${new URLSearchParams(query)}`;
  const { status, body, text } = await (as === 'tests'
    ? access.ask('GET', path)
    : access.as(as)('GET', path));
  expect([status, text]).toEqual([200, expect.anything()]);
  return body as List;
};
const idsOf = async (query: Record<string, string>, as?: string) =>
  (await find(query, as)).items.map(({ bindingId }) => bindingId);

/** All pages of a list, one after the other. */
const pagesOf = async (query: Record<string, string>): Promise<readonly (readonly string[])[]> => {
  const pages: string[][] = [];
  for (let cursor: string | null = ''; cursor !== null && pages.length < 50; ) {
    const page: List = await find({ ...query, ...(cursor === '' ? {} : { cursor }) });
    pages.push(page.items.map(({ bindingId }) => bindingId));
    cursor = page.nextCursor;
  }
  return pages;
};

const bind = async (mode: Mode, a: string, b: string, more: object = {}): Promise<Shown> => {
  const { status, body, text } = await access.ask('POST', '/bindings', {
    mode,
    app: APP_OF[mode],
    a,
    ...(mode === 'AX' || mode === 'AXE' ? {} : { b }),
    ...(mode === 'X' ? { x: X_OF_ROUTES } : {}),
    ...more,
  });
  expect([status, text]).toEqual([201, expect.anything()]);
  return body as Shown;
};

let people = 70_000_000;
const somebody = (): string => {
  people += 1;
  return person(people);
};

describe.each(MODES)('who had a number of mode %s at a moment', (mode) => {
  it('is whoever was bound by then and not released yet', async () => {
    const a = somebody();
    const before = now();
    await wait(60);
    const { bindingId, x } = await bind(mode, a, somebody());
    const first = now();
    await wait(60);
    const during = now();
    await wait(60);
    await access.ask('DELETE', `/bindings/${bindingId}`);
    const end = now();
    await wait(60);

    const at = (moment: string) => idsOf({ a, x, at: moment });
    expect([await at(before), await at(first), await at(during), await at(end), await at(now())]).toEqual([
      [],
      [bindingId],
      [bindingId],
      [],
      [],
    ]);
    expect(await idsOf({ x, at: during, app: APP_OF[mode], status: 'released', a })).toEqual([bindingId]);
    expect(await idsOf({ x, at: during, status: 'active', a })).toEqual([]);
  });

  it('is whoever had it until its time was up, and in AX until it was unbound', async () => {
    const a = somebody();
    const { bindingId } = await bind(mode, a, somebody(), { ttlSeconds: 60 });
    await wait(59);
    const live = now();
    await wait(11);
    const late = now();
    await wait(20);
    await access.stack.invoke('binding-sweeper');
    const swept = now();

    const at = (moment: string) => idsOf({ party: a, at: moment });
    expect([await at(live), await at(late), await at(swept)]).toEqual([
      [bindingId],
      mode === 'AX' ? [bindingId] : [],
      [],
    ]);
  });
});

describe('a person who was brought by a change', () => {
  it.each<[Mode, 'a' | 'b']>([
    ['AXB', 'a'],
    ['AXB', 'b'],
    ['AX', 'a'],
    ['AXYB', 'b'],
    ['X', 'a'],
    ['X', 'b'],
  ])('in mode %s as %s had the number from then on', async (mode, side) => {
    const newcomer = somebody();
    const { bindingId, x } = await bind(mode, somebody(), somebody());
    const before = now();
    await wait(60);
    const changed = await access.ask('PATCH', `/bindings/${bindingId}`, { [side]: newcomer });
    const after = now();

    const at = (moment: string, more: object) => idsOf({ at: moment, ...more });
    for (const person of [{ [side]: newcomer }, { party: newcomer }])
      expect([await at(before, person), await at(after, person)]).toEqual([[], [bindingId]]);
    expect(await at(before, { x })).toContain(bindingId);
    expect(changed.body).toMatchObject({ [`${side}Since`]: after });
    // A Y belongs to its B.
    const { y } = changed.body as Shown;
    if (y !== undefined) expect([await at(before, { y }), await at(after, { y })]).toEqual([[], [bindingId]]);
  });
});

describe('the bindings of a person on either side', () => {
  it('are all of them, each once, whatever the size of the pages, also those of one instant', async () => {
    const me = somebody();
    const made: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      // The clock stands still between these.
      for (const mode of ['AXB', 'X'] as const) {
        const x = (side: number) => (mode === 'X' ? { x: xNumber(31_419_001 + 2 * round + side) } : {});
        made.push((await bind(mode, me, somebody(), x(0))).bindingId);
        made.push((await bind(mode, somebody(), me, x(1))).bindingId);
      }
      made.push((await bind('AX', me, '', { reference: `round-${round}` })).bindingId);
      await wait(1);
    }
    const whole = (await pagesOf({ party: me })).flat();

    expect([...whole].sort()).toEqual([...made].sort());
    for (const limit of ['1', '2', '7']) {
      const pages = await pagesOf({ party: me, limit });
      expect(pages.flat()).toEqual(whole);
    }
    expect((await pagesOf({ party: me, app: APP_OF.X })).flat()).toHaveLength(6);
    // Newest first.
    expect(new Set(whole.slice(0, 5))).toEqual(new Set(made.slice(-5)));
  });

  it('are refused a cursor of another person, or of another moment', async () => {
    const me = somebody();
    await bind('AXB', me, somebody());
    await bind('AXB', me, somebody());
    const { nextCursor } = await find({ party: me, limit: '1', at: now() });
    const others = await Promise.all(
      [
        { party: somebody(), at: now() },
        { party: me, at: '2026-02-01' },
        { a: me, at: now() },
      ].map((query) =>
        access.ask('GET', `/bindings?${new URLSearchParams({ ...query, cursor: nextCursor ?? '' })}`),
      ),
    );

    expect(others.map(({ status }) => status)).toEqual([400, 400, 400]);
  });
});

describe('the bindings of an app', () => {
  it('are those of all its people, ended ones too, newest first, cut to a time', async () => {
    const from = now();
    const made: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      made.unshift((await bind('AXB', somebody(), somebody(), { app: OTHER_APP })).bindingId);
      await wait(60);
    }
    await bind('AXB', somebody(), somebody());
    await access.ask('DELETE', `/bindings/${made[1]}`);
    const app = OTHER_APP;
    const minute = (minutes: number) => new Date(Date.parse(from) + minutes * 60_000).toISOString();

    expect((await pagesOf({ app, from })).flat()).toEqual(made);
    expect(await pagesOf({ app, from, limit: '2' })).toEqual([
      [made[0], made[1]],
      [made[2], made[3]],
      [made[4]],
    ]);
    // From that moment on, and before the other.
    expect(await idsOf({ app, from: minute(1), to: minute(3) })).toEqual([made[3], made[2]].reverse());
    expect(await idsOf({ app, from: minute(5) })).toEqual([]);
    expect(await idsOf({ app, from, status: 'released' })).toEqual([made[1]]);
  });

  it('are refused, for a name that nobody configured and for an app that the caller may not see, alike', async () => {
    const refused = await Promise.all([
      access.ask('GET', '/bindings?app=nope'),
      access.as('rides-desk')('GET', `/bindings?app=${OTHER_APP}`),
    ]);

    expect(refused.map(({ status, body }) => [status, body])).toEqual([
      [400, refused[0]?.body],
      [400, refused[0]?.body],
    ]);
    expect(refused[0]?.body).toMatchObject({ errors: [{ path: 'app', message: 'is not a configured app' }] });
  });

  it('are alone in what a caller of one app sees of a person, a number or an app', async () => {
    const me = somebody();
    const other = await bind('AXB', me, somebody(), { app: OTHER_APP });
    const own = await bind('AXB', somebody(), me);

    expect(await idsOf({ party: me })).toEqual([own.bindingId, other.bindingId].sort().reverse());
    expect(await idsOf({ party: me }, 'rides-desk')).toEqual([own.bindingId]);
    expect(await idsOf({ x: other.x, at: now() }, 'rides-desk')).not.toContain(other.bindingId);
    expect(await idsOf({ app: APP_OF.AXB, party: me }, 'rides-desk')).toEqual([own.bindingId]);
  });
});

describe('a list of bindings', () => {
  it.each([
    ['nothing to look for', ''],
    ['a moment alone', 'at=2026-03-01'],
    ['a time alone', 'from=2026-03-01'],
    ['a status alone', 'status=active'],
    ['a time that ends before it begins', 'app=app-axb&from=2026-03-02&to=2026-03-01'],
    ['a moment without its zone', 'app=app-axb&at=2026-03-01T08:00'],
    ['a day that never was', 'app=app-axb&at=2026-02-30T25:00Z'],
    ['a name of an app that cannot be one', 'app=APP'],
    ['an unknown field', 'app=app-axb&colour=red'],
    ['a party that is nobody', 'party=123'],
  ])('is refused with %s', async (_case, query) => {
    const { status, body } = await access.ask('GET', `/bindings?${query}`);

    expect([status, (body as { code: string }).code]).toEqual([400, 'invalid-request']);
  });

  it('shows a caller without `read` no number, whoever was asked for', async () => {
    const me = somebody();
    await bind('AXB', me, somebody());
    const { text } = await access.as('masked-desk')('GET', `/bindings?party=${encodeURIComponent(me)}`);

    expect(text).not.toContain(me.slice(3));
    expect(JSON.parse(text)).toMatchObject({ items: [{ a: `+861****${me.slice(-4)}` }] });
  });

  it('leaves in the audit who looked for whom, by look-up keys', async () => {
    const me = somebody();
    access.audits();
    await find({ party: me, at: now() });
    await find({ app: OTHER_APP });
    const [first, second] = access.audits();

    expect(first).toMatchObject({
      route: 'GET /bindings',
      soughtFor: { party: expect.stringMatching(/^[a-z]{32}$/) },
    });
    expect(second).toMatchObject({ soughtFor: { app: OTHER_APP } });
  });
});
