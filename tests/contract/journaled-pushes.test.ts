import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoPushJournal } from '../../shared/pushes/intake/dynamo-push-journal.ts';
import { createDynamoQuarantine } from '../../shared/pushes/intake/dynamo-quarantine.ts';
import {
  createDynamoJournaledPushes,
  createDynamoQuarantinedItems,
} from '../../shared/pushes/maintenance/dynamo-journaled-pushes.ts';
import type { JournalPlace, JournalWindow } from '../../shared/pushes/maintenance/journaled-pushes.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';

let engine: StoreEngine;
let options: Parameters<typeof createDynamoPushJournal>[0];

const TIMES = [
  '2026-03-01T00:00:00.000Z',
  '2026-03-01T23:59:59.999Z',
  '2026-03-02T00:00:00.000Z',
  '2026-03-02T12:00:00.000Z',
  '2026-03-02T12:00:00.000Z',
  '2026-03-04T08:00:00.000Z',
];

const anItem = (sent: unknown, at: string) => ({
  app: 'rides',
  route: 'cdr' as const,
  kind: 'cdrs' as const,
  reason: 'no-session-id',
  sent,
  journalId: 'abc',
  receivedAt: new Date(at),
  signedAt: new Date(at),
});

beforeAll(async () => {
  engine = await startStoreEngine();
  options = {
    documents: engine.documents,
    table: engine.tables.PUSHES_TABLE,
    sealer: createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]),
    lookup: createLookupKeys(new Uint8Array(32).fill(2)),
  };
  const journal = createDynamoPushJournal(options);
  const quarantine = createDynamoQuarantine(options);
  for (const [index, at] of TIMES.entries()) {
    const body = Buffer.from(`{"n":${index}}`);
    const times = { receivedAt: new Date(at), signedAt: new Date(at) };
    await journal.keep({ app: 'rides', route: 'cdr', nonce: `n${index}`, received: body, body, ...times });
    await quarantine.keep(anItem({ n: index }, at));
  }
});
afterAll(() => engine.stop());

const timesOf = (places: readonly JournalPlace[]): readonly string[] =>
  places.map(({ place }) => place.slice(0, 24));

const window = (changes: Partial<JournalWindow> = {}): JournalWindow => ({
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-03-05T00:00:00.000Z',
  after: undefined,
  limit: 100,
  ...changes,
});

describe.each([
  ['the journal', () => createDynamoJournaledPushes(options)],
  ['the quarantine', () => createDynamoQuarantinedItems(options)],
])('%s', (_name, make) => {
  it('is listed over days, the oldest first', async () => {
    expect(timesOf(await make().list(window()))).toEqual(TIMES);
  });

  it.each<[string, Partial<JournalWindow>, readonly string[]]>([
    ['from an instant on', { from: '2026-03-01T23:59:59.999Z' }, TIMES.slice(1)],
    ['before an instant', { to: '2026-03-02T12:00:00.000Z' }, TIMES.slice(0, 3)],
    ['at midnight', { from: TIMES[2] ?? '', to: '2026-03-02T00:00:00.001Z' }, TIMES.slice(2, 3)],
    ['of nothing', { from: '2026-03-03T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' }, []],
    ['of a time that ends before it begins', { to: '2026-01-01T00:00:00.000Z' }, []],
  ])('is listed %s', async (_case, changes, expected) => {
    expect(timesOf(await make().list(window(changes)))).toEqual(expected);
  });

  it('is listed page by page without a gap or a repeat', async () => {
    const { list } = make();
    const pages: (readonly JournalPlace[])[] = [];
    let after: string | undefined;
    do {
      const page = await list(window({ limit: 2, after }));
      pages.push(page);
      after = page.at(-1)?.place;
    } while (after !== undefined);

    expect(pages.map(({ length }) => length)).toEqual([2, 2, 2, 0]);
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(6);
  });
});

describe('an item in quarantine', () => {
  it('is given back, and remembers when it was first brought in', async () => {
    const items = createDynamoQuarantinedItems(options);
    const [place] = await items.list(window());
    const before = await items.read(place?.id ?? '');

    await items.markBroughtIn(place?.id ?? '', new Date('2026-04-01T00:00:00.000Z'));
    await items.markBroughtIn(place?.id ?? '', new Date('2026-05-01T00:00:00.000Z'));

    expect(before).toEqual({
      app: 'rides',
      route: 'cdr',
      kind: 'cdrs',
      reason: 'no-session-id',
      sent: { n: 0 },
      journalId: 'abc',
      receivedAt: '2026-03-01T00:00:00.000Z',
      signedAt: '2026-03-01T00:00:00.000Z',
      broughtInAt: undefined,
    });
    expect(await items.read(place?.id ?? '')).toMatchObject({ broughtInAt: '2026-04-01T00:00:00.000Z' });
  });

  it('that nobody has is not made by marking it', async () => {
    const items = createDynamoQuarantinedItems(options);

    await items.markBroughtIn('nobodyhasthisid', new Date('2026-04-01T00:00:00.000Z'));

    expect(await items.read('nobodyhasthisid')).toBeUndefined();
  });
});
