import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFindGaps, type FindGapsDeps } from '../../../shared/pushes/maintenance/find-gaps.ts';
import { aCdrPush, aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

let stack: Stack;
beforeEach(async () => {
  stack = await startStack({ startAt: new Date('2026-03-01T02:31:25.000Z'), store: 'memory' });
  const headers = signedHeaders({ ...RIDES, nonce: 'window', created: '2026-03-01T02:31:22Z' });
  const body = aCdrPush([aSentCdr(), aSentCdr({ sessionId: '' })]);
  await stack.request('POST', '/webhooks/cdr', { body, headers: { authorization: '', ...headers } });
});
afterEach(() => stack.close());

const run = async (name: string, event: object) => {
  stack.store.calls.length = 0;
  const report = await stack.invoke(name, event);
  const days = stack.store.calls.filter(
    ({ input }) => 'index' in input && input.index === 'day-index',
  ).length;
  return { report, days };
};

const WINDOWS = [
  ['a month', { from: '2026-02-01T00:00:00Z', to: '2026-03-04T00:00:00Z' }],
  ['ten thousand years', { from: '0001-01-01T00:00:00Z', to: '9999-12-31T00:00:00Z' }],
  ['what a year of six digits may be', { from: '2026-02-01T00:00:00Z', to: '9999-12-31T23:59:59-23:59' }],
] as const;

describe.each(WINDOWS)('a run over %s', (_case, window) => {
  it.each([
    ['report-gaps', {}],
    ['replay-pushes', {}],
    ['replay-pushes', { quarantined: true }],
    ['report-gaps', { after: '0001-01-01T00:00:00.000Z#a' }],
    ['replay-pushes', { after: '0001-01-01T00:00:00.000Z#a' }],
  ])('of %s with %j asks for the days only that can hold something', async (name, more) => {
    const { report, days } = await run(name, { ...window, ...more });

    expect(report).toMatchObject(
      name === 'report-gaps' ? { pushes: 1, next: null } : { replayed: 1, next: null },
    );
    // 31 and 93 days, a week for late deletions, today and tomorrow.
    expect(days).toBeLessThanOrEqual(40 + 102);
  });
});

it.each(['yesterday', '2026-03-01', 'Q:', '2026-03-01T00:00:00Z#+8613800000001'])(
  'a run after %j, which no run ended with, is refused',
  async (after) => {
    const event = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z', after };

    await expect(stack.invoke('report-gaps', event)).rejects.toThrow(/after/);
  },
);

describe('a report of very many gaps', () => {
  const places = Array.from({ length: 6000 }, (_, number) => ({
    id: `id${number}`,
    place: `2026-03-01T00:00:00.000Z#${String(number).padStart(5, '0')}`,
  }));
  const deps = {
    pushes: {
      list: async ({ after = '', limit }: { after: string | undefined; limit: number }) =>
        places.filter(({ place }) => place > after).slice(0, limit),
    },
    journal: {
      read: async (id: string) => ({ app: 'rides', receivedAt: '2026-03-01T00:00:00.000Z', body: id }),
    },
    quarantinedItems: { list: async () => [] },
    calls: { read: async () => undefined },
    callIdOf: ({ sessionId }: { sessionId: string }) => sessionId,
    read: (body: unknown) => ({ items: [{ kind: 'cdr', cdr: { sessionId: body } }] }),
    appOf: (name: string) => ({ name }),
    clock: () => new Date('2026-03-01T08:00:00.000Z'),
  } as unknown as FindGapsDeps;

  it('ends before its answer is too large for Lambda, and the next run goes on there', async () => {
    const findGaps = createFindGaps(deps);
    const request = {
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-02T00:00:00.000Z',
      app: undefined,
      cdrWithinSeconds: 0,
    };

    const first = await findGaps({ ...request, after: undefined }, () => true);
    const second = await findGaps({ ...request, after: first.next ?? undefined }, () => true);

    expect([first.gaps.length, second.gaps.length]).toEqual([5000, 1000]);
    expect(second.next).toBeNull();
  });
});
