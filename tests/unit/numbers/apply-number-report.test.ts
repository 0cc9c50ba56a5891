import { describe, expect, it } from 'vitest';
import { createApplyNumberReport } from '../../../shared/numbers/apply-number-report.ts';
import { createRecordNumberFailure } from '../../../shared/numbers/failures/number-failures.ts';
import type { NumberStatusReport, ReportOutcome } from '../../../shared/numbers/number-status-report.ts';
import type { PrivateNumber } from '../../../shared/numbers/private-number.ts';
import { createLogger } from '../../../shared/observability/logger.ts';

const NEWS: NumberStatusReport = {
  app: 'rides',
  x: '+8617000000001',
  state: 'suspended',
  cause: undefined,
  at: '2026-03-01T08:00:00.000Z',
  receivedAt: '2026-03-01T08:00:01.000Z',
};
const SEED: PrivateNumber = { app: 'rides', x: '+8617000000001', sms: true, state: 'available' };

const setUp = (outcomes: ReportOutcome[], { countLive = async () => 3, seeds = [SEED] } = {}) => {
  const lines: Record<string, unknown>[] = [];
  const added: PrivateNumber[] = [];
  const lost: object[] = [];
  const keep = createApplyNumberReport({
    numbers: {
      ofApp: async () => ({ numbers: [], unreadable: [] }),
      get: async () => undefined,
      among: async () => [],
      save: async () => true,
      addIfAbsent: async (number) => void added.push(number),
      report: async () => outcomes.shift() ?? 'older',
    },
    seeds,
    countLive,
    openLoss: async (loss) => void lost.push(loss),
    keyOf: () => 'key-of-x',
    logger: createLogger({
      clock: () => new Date('2026-03-01T08:00:01.000Z'),
      write: (line) => lines.push(JSON.parse(line)),
    }),
  });
  return { keep, lines, added, lost };
};

describe('a status report that changes a number', () => {
  it('is logged once, with the count of live bindings that it affects and without the number', async () => {
    const { keep, lines } = setUp(['changed']);

    const outcome = await keep(NEWS);

    expect(outcome).toBe('stored');
    expect(lines).toMatchObject([
      { level: 'warn', event: 'number-state-reported', app: 'rides', state: 'suspended', liveBindings: 3 },
      { numbersReported: 1, affectedBindings: 3, state: 'suspended' },
      { numbersLost: 1 },
    ]);
    expect(JSON.stringify(lines)).not.toContain('000000');
  });

  it('is stored also when its bindings cannot be counted', async () => {
    const { keep, lines } = setUp(['changed'], { countLive: () => Promise.reject(new Error('away')) });

    const outcome = await keep(NEWS);

    expect(outcome).toBe('stored');
    expect(lines[0]).toMatchObject({ level: 'error', event: 'live-bindings-not-counted' });
  });

  it('reaches a number of the configuration that the store does not have yet', async () => {
    const { keep, added } = setUp(['absent', 'changed']);

    const outcome = await keep(NEWS);

    expect([outcome, added]).toEqual(['stored', [SEED]]);
  });
});

describe('a status report that changes nothing', () => {
  it.each<[ReportOutcome, string]>([
    ['older', 'ignored'],
    ['retired', 'ignored'],
    ['absent', 'ignored'],
    ['known', 'duplicate'],
  ])('because it is %s is %s', async (because, expected) => {
    const { keep, lines, added } = setUp([because], { seeds: [] });

    const outcome = await keep(NEWS);

    expect([outcome, added]).toEqual([expected, []]);
    expect(lines.filter(({ event }) => event === 'number-status-report-ignored')).toHaveLength(
      expected === 'ignored' ? 1 : 0,
    );
  });
});

describe('number failures', () => {
  it.each([
    [1, 0],
    [2, 0],
    [3, 1],
    [9, 1],
  ])('of %i people within an hour make %i status reports', async (people, expected) => {
    const report: NumberStatusReport[] = [];
    const take = createRecordNumberFailure({
      numberFailures: { add: async () => people },
      applyReport: async (told) => {
        report.push(told);
        return 'stored';
      },
    });

    await take({ app: 'rides', x: '+8617000000001', from: '+8613800000001', at: '2026-03-01T08:00:00.000Z' });

    expect(report).toEqual(
      Array(expected).fill({
        app: 'rides',
        x: '+8617000000001',
        state: 'unavailable',
        cause: 'unusable-in-calls',
        receivedAt: '2026-03-01T08:00:00.000Z',
        at: '2026-03-01T08:00:00.000Z',
      }),
    );
  });
});

describe('a report of a number that is lost', () => {
  const LOST = { ...NEWS, state: 'unavailable', cause: 'deleted' } as const;
  const LOSS = {
    app: 'rides',
    key: 'key-of-x',
    state: 'unavailable',
    cause: 'deleted',
    since: '2026-03-01T08:00:00.000Z',
  };

  it.each([
    ['that changes it', LOST, 'changed', [LOSS]],
    ['that was stored before, perhaps by a run that crashed then', LOST, 'known', [LOSS]],
    ['that is older than another', LOST, 'older', []],
    ['that only suspends it', NEWS, 'changed', []],
    ['that nobody knows the code of', { ...LOST, cause: 'status-77' }, 'changed', []],
    ['that says that a limit was lifted', { ...LOST, cause: 'limit-lifted' }, 'changed', []],
  ] as const)('%s begins to look after it, or not', async (_case, report, outcome, expected) => {
    const { keep, lost } = setUp([outcome]);

    await keep(report);

    expect(lost).toEqual(expected);
  });
});
