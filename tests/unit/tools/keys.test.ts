import { describe, expect, it } from 'vitest';
import { describeKeys, describeReseal } from '../../../tools/commands/keys/print.ts';
import { countKeys, resealAll } from '../../../tools/commands/keys/run.ts';

const NOW = new Date('2026-03-08T08:00:00.000Z');

/** Answers one report after the other and remembers what was asked. */
const answering = (...reports: readonly (object | Error)[]) => {
  const events: object[] = [];
  const told: string[] = [];
  const invoke = async (_name: string, event: object) => {
    events.push(event);
    const report = reports[events.length - 1];
    if (report instanceof Error) throw report;
    return report;
  };
  return { events, told, invoke, tell: (line: string) => void told.push(line) };
};

const count = (dataKeyId: string, table: string, kind: string, number: number) => ({
  ...{ dataKeyId, table, kind },
  count: number,
});

describe('npm run ops -- keys', () => {
  it('goes on where a run ended or failed, and adds up', async () => {
    const place = { table: 'calls', pk: 'C#a', sk: 'CDR#b' };
    const { events, told, invoke, tell } = answering(
      {
        action: 'count',
        dataKeyIds: ['new', 'old'],
        counts: [count('old', 'calls', 'call-record', 2)],
        next: place,
      },
      new Error('manage-keys failed: walking over a table failed'),
      {
        action: 'count',
        dataKeyIds: ['new', 'old'],
        counts: [count('old', 'calls', 'call-record', 1)],
        next: null,
      },
    );

    expect(await countKeys(invoke, tell)).toEqual({
      dataKeyIds: ['new', 'old'],
      counts: [count('old', 'calls', 'call-record', 3)],
    });
    expect(events).toEqual([
      { action: 'count' },
      { action: 'count', after: place },
      { action: 'count', after: place },
    ]);
    expect(told).toEqual([
      'in the table of calls',
      'failed, once more: manage-keys failed: walking over a table failed',
    ]);
  });

  it('adds up a reseal, and tells how far it is', async () => {
    const page = { resealed: 5, changed: 1, unreadable: ['a'], unreadableCount: 1 };
    const { events, told, invoke, tell } = answering(
      { action: 'reseal', ...page, next: { table: 'pushes' } },
      { action: 'reseal', ...page, next: null },
    );
    const order = { from: 'old', dryRun: false, writesPerSecond: 100 };

    expect(await resealAll(order, invoke, tell)).toEqual({
      ...{ from: 'old', dryRun: false, resealed: 10, changed: 2 },
      ...{ unreadable: ['a', 'a'], unreadableCount: 2 },
    });
    expect(events[1]).toEqual({ action: 'reseal', ...order, after: { table: 'pushes' } });
    expect(told).toEqual([
      '5 sealed anew, 1 changed meanwhile',
      'in the table of pushes',
      '10 sealed anew, 2 changed meanwhile',
    ]);
  });

  it('does not ask again what was refused', async () => {
    const refusal = new Error('manage-keys failed: the configuration document has no data key x');
    const { events, invoke, tell } = answering(refusal);

    await expect(resealAll({ from: 'x', dryRun: true, writesPerSecond: 100 }, invoke, tell)).rejects.toBe(
      refusal,
    );
    expect(events).toHaveLength(1);
  });

  it('prints for people', () => {
    const counts = [
      count('key-2026-03-01-ab', 'bindings', 'binding', 12),
      count('gone', 'pushes', 'quarantined-item', 1),
    ] as never;

    expect(describeKeys({ dataKeyIds: ['key-2026-03-07-cd', 'key-2026-03-01-ab'], counts }, NOW)).toBe(
      [
        '1. key-2026-03-07-cd  1 day old  seals what is new',
        '     not in use',
        '2. key-2026-03-01-ab  7 days old',
        '     bindings  binding           12',
        '-  gone  NOT in the document: these items cannot be opened',
        '     pushes    quarantined-item  1',
      ].join('\n'),
    );
    const result = { from: 'old', dryRun: true, resealed: 3, changed: 0, unreadable: [], unreadableCount: 0 };
    expect(describeReseal(result)).toBe('3 values of old would be sealed anew');
    expect(
      describeReseal({ ...result, dryRun: false, changed: 1, unreadable: ['a'], unreadableCount: 2 }),
    ).toBe(
      '3 values of old sealed anew\n1 was changed meanwhile: give the order again\n2 cannot be opened: a, …',
    );
  });
});
