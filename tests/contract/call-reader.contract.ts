import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallEntry, CallFilter, CallReader, CallRecords } from '../../shared/calls/call-store.ts';
import { aKeptCdr, anEvent, eventsOfTheCall } from '../builders/call-records.ts';

/** A store that holds these calls and nothing else. */
export type MakeReader = (kept: readonly CallRecords[]) => Promise<CallReader>;

const A = '+8613800000001';
const B = '+8613900000002';
const OTHER = '+8613700000003';
const X = '+8617000000001';

const ALL = { from: undefined, to: undefined, limit: 100, after: undefined };

/** 32 letters, different for each number up to 25. */
const callId = (number: number): string => String.fromCharCode(97 + number).repeat(32);

const startingAt = (
  number: number,
  startedAt: string,
  cdr: Parameters<typeof aKeptCdr>[0] = {},
): CallRecords => ({
  callId: callId(number),
  cdrs: [aKeptCdr({ startedAt, sessionId: `session-${number}`, ...cdr })],
  events: [],
});

const bySubscription: CallFilter = { by: 'subscription', app: 'rides', subscriptionId: 'subscription-a' };

const listAll = async (
  reader: CallReader,
  filter: CallFilter,
  limit: number,
): Promise<readonly CallEntry[]> => {
  const entries: CallEntry[] = [];
  let after: CallEntry | undefined;
  do {
    const page = await reader.list(filter, { ...ALL, limit, after });
    entries.push(...page);
    after = page.length === limit ? page.at(-1) : undefined;
  } while (after !== undefined);
  return entries;
};

/** The promises of every {@link CallReader}. */
export const callReaderContract = (name: string, make: MakeReader): void =>
  void describe(`CallReader: ${name}`, () => {
    it('reads nothing of a call that is not kept', async () => {
      const reader = await make([startingAt(0, '2026-03-01T00:00:00.000Z')]);

      const found = await reader.read(callId(1));

      expect(found).toBeUndefined();
    });

    it('reads everything of a call', async () => {
      const recording = {
        status: 'archived',
        attempts: 2,
        deadlineAt: '2026-03-08T02:31:20.000Z',
        archivedAt: '2026-03-01T02:40:00.000Z',
        sizeBytes: 568044,
        sha256: 'ab12',
        objectKey: 'recordings/2026/03/01/one.wav',
      } as const;
      const cdr = aKeptCdr({}, { ...recording, recordKey: 'one' });
      const kept = {
        callId: callId(2),
        cdrs: [cdr, aKeptCdr({}, { recordKey: 'two' })],
        events: eventsOfTheCall(),
      };
      const reader = await make([kept]);

      const found = await reader.read(callId(2));

      expect(found?.callId).toBe(callId(2));
      expect([...(found?.cdrs ?? [])].sort((a, b) => a.recordKey.localeCompare(b.recordKey))).toEqual(
        kept.cdrs,
      );
      expect([...(found?.events ?? [])].sort((a, b) => (a.at + a.type < b.at + b.type ? -1 : 1))).toEqual(
        [...eventsOfTheCall()].sort((a, b) => (a.at + a.type < b.at + b.type ? -1 : 1)),
      );
    });

    it('lists a binding, an X and a person, newest first', async () => {
      const reader = await make([
        startingAt(0, '2026-03-01T08:00:00.000Z'),
        startingAt(1, '2026-03-03T08:00:00.000Z', { subscriptionId: 'other', caller: B, callee: A }),
        startingAt(2, '2026-03-02T08:00:00.000Z', { app: 'other', x: '+8617000000009', callee: undefined }),
        startingAt(3, '2026-03-04T08:00:00.000Z', {
          caller: OTHER,
          callee: undefined,
          subscriptionId: undefined,
        }),
      ]);

      const lists = await Promise.all([
        reader.list(bySubscription, ALL),
        reader.list({ by: 'x', x: X }, ALL),
        reader.list({ by: 'party', party: A }, ALL),
        reader.list({ by: 'party', party: B }, ALL),
        reader.list({ by: 'party', party: '+8613600000004' }, ALL),
      ]);

      expect(lists.map((entries) => entries.map((entry) => entry.callId))).toEqual([
        [callId(0)],
        [callId(3), callId(1), callId(0)],
        [callId(1), callId(2), callId(0)],
        [callId(1), callId(0)],
        [],
      ]);
    });

    it('lists what starts at `from` and not what starts at `to`', async () => {
      const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'];
      const reader = await make(days.map((day, number) => startingAt(number, `${day}T00:00:00.000Z`)));
      const window = { ...ALL, from: '2026-03-02T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' };

      const entries = await reader.list(bySubscription, window);

      expect(entries).toEqual([
        { callId: callId(2), startedAt: '2026-03-03T00:00:00.000Z' },
        { callId: callId(1), startedAt: '2026-03-02T00:00:00.000Z' },
      ]);
    });

    it('lists nothing in an empty window or behind its end', async () => {
      const reader = await make([startingAt(0, '2026-03-02T00:00:00.000Z')]);
      const instant = '2026-03-02T00:00:00.000Z';
      const past = { callId: callId(0), startedAt: '2026-03-01T00:00:00.000Z' };

      const lists = await Promise.all([
        reader.list(bySubscription, { ...ALL, from: instant, to: instant }),
        reader.list(bySubscription, { ...ALL, from: instant, after: past }),
      ]);

      expect(lists).toEqual([[], []]);
    });

    it('lists a call under its callin and its CDR, the same moment once', async () => {
      const moments = ['2026-03-01T02:30:03.000Z', '2026-03-01T02:30:04.000Z'];
      const events = moments.map((at) => anEvent('callin', at));
      const reader = await make([{ callId: callId(4), cdrs: [aKeptCdr({ startedAt: moments[0] })], events }]);

      const entries = await reader.list({ by: 'party', party: A }, ALL);

      expect(entries).toEqual([
        { callId: callId(4), startedAt: '2026-03-01T02:30:04.000Z' },
        { callId: callId(4), startedAt: '2026-03-01T02:30:03.000Z' },
      ]);
    });

    it('lists a CDR without a start under its receipt', async () => {
      const cdrs = [aKeptCdr({ startedAt: undefined }, { receivedAt: '2026-03-01T02:32:00.123Z' })];
      const reader = await make([{ callId: callId(5), cdrs, events: [] }]);

      const entries = await reader.list(bySubscription, ALL);

      expect(entries).toEqual([{ callId: callId(5), startedAt: '2026-03-01T02:32:00.123Z' }]);
    });

    it('pages through any list without a repeat or a gap', async () => {
      const moment = fc.integer({ min: 0, max: 4 }).map((second) => `2026-03-01T00:00:0${second}.000Z`);
      const call = fc.record({
        cdrs: fc.array(fc.record({ at: moment, callee: fc.constantFrom(A, B) }), {
          minLength: 0,
          maxLength: 3,
        }),
        callins: fc.uniqueArray(moment, { maxLength: 2 }),
      });

      await fc.assert(
        fc.asyncProperty(
          fc.array(call, { maxLength: 8 }),
          fc.integer({ min: 1, max: 4 }),
          async (calls, limit) => {
            const kept = calls.map(({ cdrs, callins }, number) => ({
              callId: callId(number),
              cdrs: cdrs.map(({ at, callee }, record) =>
                aKeptCdr({ startedAt: at, caller: A, callee }, { recordKey: `record-${record}` }),
              ),
              events: callins.map((at) => anEvent('callin', at)),
            }));
            const reader = await make(kept);
            const expected = kept
              .flatMap(({ callId: id, cdrs, events }) => [
                ...cdrs.map(({ cdr }) => `${cdr.startedAt} ${id}`),
                ...events.map(({ at }) => `${at} ${id}`),
              ])
              .sort()
              .reverse();

            const entries = await listAll(reader, { by: 'party', party: A }, limit);

            expect(entries.map((entry) => `${entry.startedAt} ${entry.callId}`)).toEqual([
              ...new Set(expected),
            ]);
          },
        ),
        { numRuns: 25 },
      );
    });
  });
