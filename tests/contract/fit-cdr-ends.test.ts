import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFitCdrEnds } from '../../shared/recordings/maintenance/fit-cdr-ends.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';

const NOW = new Date('2026-09-01T00:00:00.000Z');

let engine: StoreEngine;
beforeAll(async () => {
  engine = await startStoreEngine();
});
afterAll(() => engine.stop());
beforeEach(() => engine.clear(engine.tables.CALLS_TABLE));

const put = (item: Readonly<Record<string, unknown>>) =>
  engine.documents.put({ purpose: 'test', table: engine.tables.CALLS_TABLE, item });

const cdr = (callId: string, changes: Readonly<Record<string, unknown>>) =>
  put({ pk: `C#${callId}`, sk: 'CDR#one', receivedAt: '2026-03-01T00:00:00.000Z', ...changes });

const ARCHIVED = {
  recordingStatus: 'archived',
  archivedAt: '2026-03-02T00:00:00.000Z',
  objectKey: 'recordings/2026/03/01/call/recording.wav',
};

const fitting = (recordingRetentionDays: number | undefined, now = NOW) =>
  createFitCdrEnds({
    documents: engine.documents,
    table: engine.tables.CALLS_TABLE,
    retention: { callRetentionDays: 180, recordingRetentionDays },
    clock: () => now,
  });

/** The day on which a CDR ends; `never` where it does not. */
const endOf = async (callId: string): Promise<string> => {
  const item = await engine.documents.get({
    purpose: 'test',
    table: engine.tables.CALLS_TABLE,
    key: { pk: `C#${callId}`, sk: 'CDR#one' },
  });
  const ttl = item?.['ttl'];
  return typeof ttl === 'number' ? new Date(ttl * 1000).toISOString().slice(0, 10) : 'never';
};

/** The end of a CDR in epoch seconds, of the start of a day. */
const on = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) / 1000;

const always = () => true;

describe('the ends of CDRs after a change of how long recordings stay', () => {
  it.each([
    { name: 'archived before there was a rule', days: 365, ttl: on('2026-08-28'), end: '2027-03-09' },
    { name: 'kept for ever from now on', days: undefined, ttl: on('2026-08-28'), end: 'never' },
    { name: 'kept for ever until now', days: 365, ttl: undefined, end: '2027-03-09' },
    { name: 'kept longer until now', days: 200, ttl: on('2027-03-09'), end: '2026-09-25' },
    {
      name: 'over by the change, which the bucket does in days',
      days: 14,
      ttl: undefined,
      end: '2026-09-08',
    },
  ])('follow a recording: $name', async ({ days, ttl, end }) => {
    await cdr('one', { ...ARCHIVED, ...(ttl === undefined ? {} : { ttl }) });

    const fitted = await fitting(days)(always);

    expect(fitted).toEqual({ looked: 1, changed: 1, isWhole: true });
    expect(await endOf('one')).toBe(end);
  });

  it('come back where the recording was erased while it had none', async () => {
    await cdr('erased', { recordingStatus: 'lost', reason: 'erased', archivedAt: undefined });

    await fitting(undefined)(always);

    expect(await endOf('erased')).toBe('2026-08-28');
  });

  it.each([
    ['a call without a recording', { recordingStatus: 'none' }],
    ['a recording that waits', { recordingStatus: 'pending' }],
    ['an erasure that waits for an archiver', { recordingStatus: 'lost', objectKey: ARCHIVED.objectKey }],
  ])('stay as they are for %s', async (_name, changes) => {
    await cdr('other', { ...changes, ttl: on('2026-08-28') });

    const { changed } = await fitting(400)(always);

    expect([changed, await endOf('other')]).toEqual([0, '2026-08-28']);
  });

  it('are looked at once for each change, and by no run after it', async () => {
    await cdr('one', { ...ARCHIVED, ttl: on('2026-08-28') });

    const runs = [
      await fitting(365)(always),
      await fitting(365)(always),
      await fitting(undefined)(always),
      await fitting(undefined)(always),
    ];

    expect(runs.map(({ changed, isWhole }) => [changed, isWhole])).toEqual([
      [1, true],
      [0, true],
      [1, true],
      [0, true],
    ]);
    expect(runs.map(({ looked }) => looked > 0)).toEqual([true, false, true, false]);
  });

  it('are looked at again after a month, for what another version has archived', async () => {
    await fitting(365)(always);
    await cdr('late', { ...ARCHIVED, ttl: on('2026-08-28') });

    const soon = await fitting(365, new Date('2026-09-30T00:00:00.000Z'))(always);
    const later = await fitting(365, new Date('2026-10-02T00:00:00.000Z'))(always);

    expect([soon.changed, later.changed, await endOf('late')]).toEqual([0, 1, '2027-03-09']);
  });

  it('are fitted in several runs where one has no time for all, and anew after another change', async () => {
    await Promise.all(
      Array.from({ length: 520 }, (_, index) => cdr(`many-${index}`, { ...ARCHIVED, ttl: on('2026-08-28') })),
    );
    const never = () => false;

    const runs = [await fitting(365)(never), await fitting(365)(always)];
    const other = [await fitting(200)(never), await fitting(400)(always)];

    expect(runs.map(({ isWhole }) => isWhole)).toEqual([false, true]);
    expect(runs.reduce((sum, { changed }) => sum + changed, 0)).toBe(520);
    expect(other.map(({ isWhole }) => isWhole)).toEqual([false, true]);
    expect(await Promise.all(['many-0', 'many-260', 'many-519'].map(endOf))).toEqual([
      '2027-04-13',
      '2027-04-13',
      '2027-04-13',
    ]);
  });
});
