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

/** The end of a CDR in epoch seconds, of the start of a day. */
const on = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) / 1000;

const put = (item: Readonly<Record<string, unknown>>) =>
  engine.documents.put({ purpose: 'test', table: engine.tables.CALLS_TABLE, item });

const cdr = (callId: string, changes: Readonly<Record<string, unknown>>) =>
  put({ pk: `C#${callId}`, sk: 'CDR#one', receivedAt: '2026-03-01T00:00:00.000Z', ...changes });

const ARCHIVED = {
  recordingStatus: 'archived',
  archivedAt: '2026-03-02T00:00:00.000Z',
  objectKey: 'recordings/2026/03/01/call/recording.wav',
};

/** Of a CDR that was given an end, and lost it to a recording that stays for ever. */
const WAS_FOR_EVER = { endAtReceipt: on('2026-08-28'), ttl: undefined };

const fitting = (recordingRetentionDays: number | undefined, now = NOW, callRetentionDays = 180) =>
  createFitCdrEnds({
    documents: engine.documents,
    table: engine.tables.CALLS_TABLE,
    retention: { callRetentionDays, recordingRetentionDays },
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

const always = () => true;

describe('the ends of CDRs after a change of how long recordings stay', () => {
  it.each([
    { name: 'archived before there was a rule', days: 365, ttl: on('2026-08-28'), end: '2027-03-09' },
    { name: 'kept for ever from now on', days: undefined, ttl: on('2026-08-28'), end: 'never' },
    { name: 'kept for ever until now', days: 365, ...WAS_FOR_EVER, end: '2027-03-09' },
    {
      name: 'kept longer until now',
      days: 200,
      endAtReceipt: on('2026-08-28'),
      ttl: on('2027-03-09'),
      end: '2026-09-25',
    },
    {
      name: 'over by the change, which the bucket does in days',
      days: 14,
      ...WAS_FOR_EVER,
      end: '2026-09-08',
    },
  ])('follow a recording: $name', async ({ days, end, name: _name, ...ends }) => {
    await cdr('one', { ...ARCHIVED, ...ends });

    const fitted = await fitting(days)(always);

    expect(fitted).toMatchObject({ changed: 1, isWhole: true });
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

  it('are looked at again after a week, for what another version has archived', async () => {
    await fitting(365)(always);
    await cdr('late', { ...ARCHIVED, ttl: on('2026-08-28') });

    const soon = await fitting(365, new Date('2026-09-07T00:00:00.000Z'))(always);
    const later = await fitting(365, new Date('2026-09-09T00:00:00.000Z'))(always);

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

/** A CDR of March 2025 that was to stay for ten years; its recording came into the archive the day after. */
const OF_TEN_YEARS = {
  receivedAt: '2025-03-01T00:00:00.000Z',
  archivedAt: '2025-03-02T00:00:00.000Z',
  ttl: on('2035-02-27'),
};

const LONG = 3650;
const HOUR_LATER = new Date('2026-09-01T01:00:00.000Z');
const WEEKS_LATER = new Date('2026-09-15T00:00:00.000Z');

describe('the end that a CDR was given when it came', () => {
  it.each([
    ['the calls', 180, 180],
    ['the recordings', LONG, 14],
    ['both', 14, 14],
  ])('outlasts a mistaken deployment that shortens %s', async (_name, callDays, recordingDays) => {
    await cdr('plain', { ...OF_TEN_YEARS, archivedAt: undefined });
    await cdr('recorded', { ...ARCHIVED, ...OF_TEN_YEARS });
    await fitting(180, NOW, LONG)(always);

    await fitting(recordingDays, WEEKS_LATER, callDays)(always);

    expect([await endOf('plain'), await endOf('recorded')]).toEqual(['2035-02-27', '2035-02-27']);
  });

  it('outlasts a time for which recordings stayed for ever', async () => {
    await cdr('recorded', { ...ARCHIVED, ...OF_TEN_YEARS });
    await fitting(undefined, NOW, LONG)(always);
    const forEver = await endOf('recorded');

    await fitting(180, HOUR_LATER, 180)(always);

    expect([forEver, await endOf('recorded')]).toEqual(['never', '2035-02-27']);
  });

  it('is what is left when the recording is gone, also after a version that knew only of days', async () => {
    await cdr('erased', { reason: 'erased', endAtReceipt: on('2035-02-27'), ttl: on('2026-08-28') });

    await fitting(180)(always);

    expect(await endOf('erased')).toBe('2035-02-27');
  });

  it('is not guessed where nobody kept it: such a CDR of a recording stays', async () => {
    await cdr('recorded', ARCHIVED);

    await fitting(180)(always);

    expect(await endOf('recorded')).toBe('never');
  });
});

describe('a mistaken time for recordings that is put right', () => {
  it.each([
    ['another number of days', LONG],
    ['for ever', undefined],
  ])('leaves no trace: %s', async (_name, rightDays) => {
    await cdr('recorded', { ...ARCHIVED, ttl: on('2026-08-28') });
    await fitting(rightDays)(always);
    const right = await endOf('recorded');
    await fitting(14, HOUR_LATER)(always);
    const mistaken = await endOf('recorded');

    await fitting(rightDays, new Date('2026-09-01T02:00:00.000Z'))(always);

    expect(mistaken).toBe('2026-09-08');
    expect(await endOf('recorded')).toBe(right);
  });

  it('leaves no trace where the run that acted by it broke off', async () => {
    const many = Array.from({ length: 520 }, (_, index) => `many-${index}`);
    await Promise.all(many.map((callId) => cdr(callId, { ...ARCHIVED, ttl: on('2026-08-28') })));
    await fitting(LONG)(always);
    const brokenOff = fitting(
      14,
      HOUR_LATER,
    )(() => {
      throw new Error('the process ended');
    });
    await expect(brokenOff).rejects.toThrow('the process ended');

    await fitting(LONG, new Date('2026-09-01T02:00:00.000Z'))(always);

    expect(new Set(await Promise.all(many.map(endOf)))).toEqual(new Set(['2036-03-06']));
  });
});
