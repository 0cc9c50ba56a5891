import { describe, expect, it } from 'vitest';
import { importNumbers, type NumberImport } from '../../../shared/numbers/import-numbers.ts';
import type { NumberStore } from '../../../shared/numbers/number-store.ts';
import type { PrivateNumber } from '../../../shared/numbers/private-number.ts';
import { createLogger } from '../../../shared/observability/logger.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');
const xOf = (number: number): string => `+86170000000${String(number).padStart(2, '0')}`;
const stored = (number: number, changes: Partial<PrivateNumber> = {}): PrivateNumber => ({
  app: 'rides',
  x: xOf(number),
  sms: true,
  state: 'available',
  ...changes,
});
const listed = (number: number) => ({ x: xOf(number), areaCode: undefined, sms: true });

const setUp = (pool: readonly PrivateNumber[]) => {
  const saved: PrivateNumber[] = [];
  let atOnce = 0;
  let most = 0;
  const unexpected = () => Promise.reject(new Error('must not be asked'));
  const numbers: NumberStore = {
    ofApp: async (app) => pool.filter((number) => number.app === app),
    get: unexpected,
    addIfAbsent: unexpected,
    report: unexpected,
    async save(number) {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
      saved.push(number);
      return true;
    },
  };
  const lines: unknown[] = [];
  const logger = createLogger({ clock: () => NOW, write: (line) => lines.push(JSON.parse(line)) });
  const run = (wanted: Partial<NumberImport>) =>
    importNumbers(
      { numbers, seeds: [], clock: () => NOW, logger },
      { app: 'rides', listed: [], dryRun: false, ...wanted },
    );
  return { run, saved, lines, most: () => most };
};

describe('an import of numbers', () => {
  it('stores what differs, counts the rest and tells the log', async () => {
    const { run, saved, lines } = setUp([stored(1), stored(2), stored(3, { app: 'shop' })]);

    const report = await run({ listed: [listed(1), listed(4)] });

    const added = stored(4, { stateAt: '2026-03-01T08:00:00.000Z' });
    const retired = stored(2, { state: 'retired', stateAt: '2026-03-01T08:00:00.000Z' });
    expect(report.counts).toEqual({ added: 1, changed: 0, retired: 1, unchanged: 1 });
    expect(report.changes).toEqual([
      { kind: 'added', fields: [], number: added },
      { kind: 'retired', fields: ['state'], number: retired },
    ]);
    expect(saved).toEqual([added, retired]);
    expect(lines).toMatchObject([
      { level: 'info', event: 'numbers-imported', app: 'rides', dryRun: false, added: 1, retired: 1 },
    ]);
  });

  it('stores nothing when it is dry, and reports the same', async () => {
    const { run, saved, lines } = setUp([stored(1)]);

    const report = await run({ listed: [listed(2)], dryRun: true });

    expect(report.counts).toEqual({ added: 1, changed: 0, retired: 1, unchanged: 0 });
    expect(saved).toEqual([]);
    expect(lines).toMatchObject([{ event: 'numbers-imported', dryRun: true }]);
  });

  it('stores many numbers, at most ten at a time', async () => {
    const { run, saved, most } = setUp([]);

    await run({ listed: Array.from({ length: 25 }, (_, number) => listed(number)) });

    expect([saved.length, most()]).toEqual([25, 10]);
  });
});
