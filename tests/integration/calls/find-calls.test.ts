import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { A, type AccessStack, APP_OF, OTHER_APP, startAccessStack, talk } from '../access/access-stack.ts';

type Call = Readonly<{
  callId: string;
  app: string;
  bindingId: string | null;
  startedAt: string | null;
  lastHolder: { bindingId: string; endedAt: string | null } | null;
  outcome: { class: string } | null;
}>;
type List = Readonly<{ items: readonly Call[]; nextCursor: string | null }>;

const STRANGER = person(80_000_001);

let access: AccessStack;
beforeAll(async () => {
  access = await startAccessStack([
    ['axb-desk', ['read'], [APP_OF.AXB]],
    ['masked-desk', ['read:masked']],
  ]);
}, 60_000);
afterAll(() => access?.stack.close());

const now = () => access.stack.clock().toISOString();

const find = async (query: Record<string, string>): Promise<List> => {
  const { status, body, text } = await access.ask('GET', `/calls?${new URLSearchParams(query)}`);
  expect([status, text]).toEqual([200, expect.anything()]);
  return body as List;
};
const idsOf = async (query: Record<string, string>) => (await find(query)).items.map(({ callId }) => callId);

/** All pages of a list, one after the other. */
const pagesOf = async (query: Record<string, string>): Promise<readonly (readonly string[])[]> => {
  const pages: string[][] = [];
  for (let cursor: string | null = ''; cursor !== null && pages.length < 50; ) {
    const page: List = await find({ ...query, ...(cursor === '' ? {} : { cursor }) });
    pages.push(page.items.map(({ callId }) => callId));
    cursor = page.nextCursor;
  }
  return pages;
};

/** A call of a stranger to a number on which nobody is bound to him. */
const callAstray = async (x: string, from = STRANGER): Promise<Call> => {
  await access.stack.advance(1);
  await access.stack.control.placeCall({ from, to: x, outcome: 'answered', talkSeconds: 5 });
  const { items } = await find({ x, party: from, limit: '1' });
  const [call] = items;
  if (call === undefined) throw new Error('the call left nothing');
  return call;
};

describe('a call without a binding', () => {
  it.each<Mode>(['AXB', 'X'])(
    'of mode %s says who had its number last, and when that ended',
    async (mode) => {
      const { bindingId, x } = await access.bound(mode, APP_OF[mode], { reference: `last-${mode}` });
      await access.stack.advance(60);
      const during = await callAstray(x);
      await access.ask('DELETE', `/bindings/${bindingId}`);
      const endedAt = now();
      await access.stack.advance(60);
      const after = await callAstray(x);

      expect([during.bindingId, after.bindingId]).toEqual([null, null]);
      expect(during.lastHolder).toEqual({ bindingId, endedAt: null, certain: true });
      expect(after.lastHolder).toEqual({ bindingId, endedAt, certain: true });
      const read = (await access.ask('GET', `/calls/${after.callId}`)).body as Call;
      expect(read.lastHolder).toEqual({ bindingId, endedAt, certain: true });
    },
  );

  it('to a Y of AXYB says whose it was', async () => {
    const { bindingId, y = '' } = await access.bound('AXYB', APP_OF.AXYB, { reference: 'last-y' });
    await access.ask('DELETE', `/bindings/${bindingId}`);
    const endedAt = now();
    await access.stack.advance(60);

    expect((await callAstray(y, A)).lastHolder).toEqual({ bindingId, endedAt, certain: false });
  });

  it('says that of no number that nobody ever had', async () => {
    expect((await callAstray(xNumber(31_419_006))).lastHolder).toBeNull();
  });

  it('is found alone by `orphan`, by its number, its caller and its app', async () => {
    const bound = await access.bound('AXB', OTHER_APP, { reference: 'orphans' });
    const call = await talk(access, 'AXB', bound);
    const { callId } = await callAstray(bound.x);

    for (const query of [{ x: bound.x }, { app: OTHER_APP }, { x: bound.x, app: OTHER_APP }]) {
      const [all, orphans, others] = await Promise.all([
        idsOf(query),
        idsOf({ ...query, orphan: 'true' }),
        idsOf({ ...query, orphan: 'false' }),
      ]);
      expect([new Set(all).has(call), new Set(all).has(callId)]).toEqual([true, true]);
      expect([orphans.includes(callId), orphans.includes(call)]).toEqual([true, false]);
      expect([others.includes(call), others.includes(callId)]).toEqual([true, false]);
    }
    expect(await idsOf({ party: STRANGER, x: bound.x, orphan: 'true' })).toEqual([callId]);
    expect(await idsOf({ bindingId: bound.bindingId, orphan: 'true' })).toEqual([]);
    expect(await idsOf({ bindingId: bound.bindingId, orphan: 'false' })).toEqual([call]);
  });
});

describe.each<Mode>(['AX', 'AXB', 'AXE', 'AXYB', 'X'])('the calls of an app of mode %s', (mode) => {
  it('are all of it and of no other, newest first, also in pages and cut to a time', async () => {
    const app = APP_OF[mode];
    const bound = await access.bound(mode, app, { reference: `calls-${mode}`, a: person(81_000_000) });
    await access.stack.advance(60);
    const from = now();
    let to = from;
    const calls: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      to = now();
      await access.stack.advance(60);
      await access.stack.control.placeCall({
        from: STRANGER,
        to: bound.x,
        outcome: 'answered',
        talkSeconds: 5,
        ...(bound.extension === undefined ? {} : { extension: bound.extension }),
      });
      const [callId = ''] = await idsOf({ x: bound.x, limit: '1' });
      calls.unshift(callId);
    }

    expect(await idsOf({ app, from })).toEqual(calls);
    expect(await pagesOf({ app, from, limit: '1' })).toEqual(calls.map((callId) => [callId]));
    expect(await idsOf({ app, from, to })).toEqual(calls.slice(1));
    expect(await idsOf({ app, from, party: STRANGER, x: bound.x })).toEqual(calls);
    expect(await idsOf({ app: OTHER_APP, from })).toEqual([]);
  });
});

describe('a list of calls', () => {
  it('has those with an outcome of a class alone', async () => {
    const { bindingId, x } = await access.bound('AXB', OTHER_APP, {
      reference: 'classes',
      a: person(82_000_001),
      b: person(82_000_002),
    });
    const outcomes = ['answered', 'busy', 'answered', 'no-answer'] as const;
    for (const outcome of outcomes) {
      await access.stack.advance(120);
      await access.stack.control.placeCall({ from: person(82_000_001), to: x, outcome, talkSeconds: 5 });
    }
    const all = (await find({ bindingId })).items;
    const classes = all.map(({ outcome }) => outcome?.class);

    expect(classes).toEqual(['callee', 'normal', 'callee', 'normal']);
    for (const outcome of ['callee', 'normal', 'network'] as const) {
      const wanted = all.filter((call) => call.outcome?.class === outcome).map(({ callId }) => callId);
      expect(await idsOf({ bindingId, outcome })).toEqual(wanted);
      expect((await pagesOf({ bindingId, outcome, limit: '1' })).flat()).toEqual(wanted);
    }
  });

  it('shows an app, and what was said of it, to those alone who may see it', async () => {
    const { x } = await access.bound('AXB', OTHER_APP, { reference: 'seen', a: person(83_000_001) });
    const { callId } = await callAstray(x);
    const asDesk = async (path: string) => (await access.as('axb-desk')('GET', path)).body;

    expect(await asDesk(`/calls?app=${OTHER_APP}`)).toEqual(
      (await access.ask('GET', '/calls?app=nope')).body,
    );
    expect(await asDesk(`/calls?x=${encodeURIComponent(x)}&orphan=true`)).toMatchObject({ items: [] });
    expect(await asDesk(`/calls/${callId}`)).toMatchObject({ status: 404 });
  });

  it('shows a caller without `read` no number in it, nor in who had a number last', async () => {
    const { bindingId, x } = await access.bound('AXB', OTHER_APP, {
      reference: 'masked',
      a: person(84_000_001),
    });
    await callAstray(x);
    const { text } = await access.as('masked-desk')(
      'GET',
      `/calls?x=${encodeURIComponent(x)}&orphan=true&limit=1`,
    );

    expect(text).not.toContain(STRANGER.slice(3));
    expect(JSON.parse(text)).toMatchObject({
      items: [{ lastHolder: { bindingId, endedAt: null, certain: expect.any(Boolean) } }],
    });
  });

  it('leaves in the audit which app was looked for', async () => {
    access.audits();
    await find({ app: OTHER_APP, orphan: 'true' });

    expect(access.audits()).toMatchObject([{ route: 'GET /calls', soughtFor: { app: OTHER_APP } }]);
  });

  it('answers "who called me from this number at 14:05" by the number and the one who was called', async () => {
    const me = person(85_000_001);
    const { bindingId, x } = await access.bound('AXB', OTHER_APP, { reference: 'asked', b: me });
    const from = now();
    await access.stack.advance(300);
    await access.stack.control.placeCall({
      from: A,
      to: x,
      outcome: 'answered',
      talkSeconds: 5,
    });
    const { items } = await find({ x, party: me, from });
    const at = String(items[0]?.startedAt);

    expect(items).toMatchObject([{ bindingId, callee: me, caller: A }]);
    const { body } = await access.ask('GET', `/bindings?${new URLSearchParams({ x, party: me, at })}`);
    expect(body).toMatchObject({ items: [{ bindingId, createdBy: 'tests' }], nextCursor: null });
  });
});
