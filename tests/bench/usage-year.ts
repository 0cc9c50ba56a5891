// How long a year of usage takes on the local engine: `node tools/with-node24.mjs tests/bench/usage-year.ts`. 100 private numbers with
// calls and texts on each day, which is 69,200 items. Months that are over are summed, as `count-usage` does it; the last one is read from
// its 1,800 items, nearly the most before it is summed too. The times are those of a whole request.
import { createSealer } from '../../shared/sealing/sealer.ts';
import { sealedNumber } from '../../shared/usage/dynamo-usage-cells.ts';
import { daysFromTo, monthOf } from '../../shared/usage/usage-cell.ts';
import { xNumber } from '../harness/fixtures.ts';
import { startStack } from '../harness/stack.ts';
import { type Figure, inParallel, median, rounded, table, timed } from './report.ts';

const NUMBERS = 100;
const REPEATS = 5;
const SPAN = { first: '2025-03-01', last: '2026-02-09' };
/** Of five bindings. */
const BINDINGS = Array.from({ length: 5 }, () => 'YWFhYWFhYWFhYWFhYWFhYQ 24 20 2469 52').join();
const WRITTEN = { calls: '14 180 120 98 12345 260', texts: '9 180 12 14' };

const measure = async (): Promise<readonly Figure[]> => {
  const stack = await startStack({ startAt: new Date('2026-02-12T00:00:00Z') });
  try {
    const sealer = createSealer([{ id: 'test-1', bytes: Buffer.alloc(32, 1) }]);
    const days = daysFromTo(SPAN.first, SPAN.last);
    const items = days.flatMap((day) =>
      (['calls', 'texts'] as const).flatMap((kind) =>
        Array.from({ length: NUMBERS }, (_, place) => {
          const key = { pk: `USAGE#${kind}#rides#${monthOf(day)}`, sk: `${day.slice(8)}#number-${place}` };
          const x = sealedNumber(sealer, key, xNumber(place));
          return {
            ...key,
            sums: WRITTEN[kind],
            bindings: BINDINGS,
            records: 'abcdefghijk',
            countedAt: 1.7e9,
            x,
          };
        }),
      ),
    );
    await inParallel(items, 8, (item) =>
      stack.documents.put({ purpose: 'making a year', table: stack.tables.USAGE_TABLE, item }),
    );
    const order = { action: 'rebuild', from: SPAN.first, to: SPAN.last, dryRun: false };
    await stack.invoke('manage-usage', order);
    await stack.invoke('count-usage');
    const figures: Figure[] = [];
    for (const by of ['day', 'app', 'x'] as const) {
      const path = `/usage?from=${SPAN.first}&to=2026-02-12&by=${by}`;
      const times: number[] = [];
      for (let repeat = 0; repeat < REPEATS; repeat += 1)
        times.push(await timed(() => stack.request('GET', path)));
      const { body } = await stack.request('GET', path);
      const { items: rows, total } = body as { items: readonly object[]; total: { calls: number } };
      if (total.calls !== NUMBERS * days.length * 120) throw new Error('the year has other sums');
      figures.push({
        ...{ name: `a year by ${by}, ${rows.length} rows`, value: rounded(median(times)) },
        ...{ unit: 'ms', budget: 1000 },
      });
    }
    return figures;
  } finally {
    await stack.close();
  }
};

process.stdout.write(`${table(await measure())}\n`);
