import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose } from '../../../functions/manage-numbers/index.ts';
import { anApiEvent } from '../../builders/api-event.ts';
import { startCountedStore, tally } from '../../harness/counted-store.ts';
import { xNumber } from '../../harness/fixtures.ts';
import { contextFor } from '../../harness/gateway.ts';
import { asFunction } from '../../rights/recorder.ts';

let counted: Awaited<ReturnType<typeof startCountedStore>>;
beforeEach(async () => {
  counted = await startCountedStore();
});
afterEach(() => counted.stop());

const tableOf = (rows: number): string =>
  ['号码,短信', ...Array.from({ length: rows }, (_, index) => `${xNumber(index + 1)},是`)].join('\n');

/** `PUT /numbers`; the clock is the one of the function. */
const put = async (body: string, clock = counted.runtime.clock) => {
  const handler = compose({ ...counted.runtime, clock });
  const headers = { ...counted.headers, 'content-type': 'text/csv' };
  const results: { status: number | undefined; body: Record<string, unknown> }[] = [];
  const requests = await counted.requestsOf(async () => {
    const event = anApiEvent({ route: 'PUT /numbers', headers, body });
    const { statusCode, body: answered = '' } = await asFunction('manage-numbers', () =>
      handler(event, contextFor('manage-numbers', 25_000)),
    );
    results.push({ status: statusCode, body: JSON.parse(answered) });
  });
  return { ...results[0], requests: tally(requests) };
};

describe('an import of numbers', () => {
  it.each([100, 1000, 10_000])('of %i rows is one look at the pool and one write a row', async (rows) => {
    const first = await put(tableOf(rows));
    const again = await put(tableOf(rows));

    expect(first).toMatchObject({ status: 200, body: { added: rows, changed: 0, retired: 0 } });
    expect(first.requests).toEqual({ 'query numbers': 1, 'update numbers': rows });
    expect(again).toMatchObject({ status: 200, body: { added: 0, unchanged: rows } });
    expect(again.requests).toEqual({ 'query numbers': 1 });
  });

  it('that is cut off goes on where it stopped when it is sent again, until all is stored', async () => {
    const rows = 1000;
    const answers = [];
    for (let sent = 0; sent < 3; sent += 1)
      answers.push(await put(tableOf(rows), slowClock(counted.runtime.clock())));

    const stored = answers.map(({ requests }) => requests['update numbers'] ?? 0);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(answers[0]?.body).toMatchObject({
      code: 'store-unavailable',
      detail: `${stored[0]} of 1000 changes are stored: import the same list again`,
    });
    expect(answers[1]?.body).toMatchObject({
      detail: `${stored[1]} of ${rows - (stored[0] ?? 0)} changes are stored: import the same list again`,
    });
    expect(stored.reduce((sum, count) => sum + count, 0)).toBe(rows);
    const items = await counted.access.documents.query({
      purpose: 'counting the pool',
      table: counted.tables.NUMBERS_TABLE,
      where: 'pk = :pk',
      values: { ':pk': 'APP#rides' },
      countOnly: true,
    });
    expect(items.count).toBe(rows);
  });

  it('whose look at the pool took all of its time changes nothing and says so', async () => {
    await put(tableOf(10));
    let now = counted.runtime.clock();
    counted.hooks.before = ({ name }) => {
      if (name === 'query') now = new Date(now.getTime() + 19_000);
    };

    const { status, body, requests } = await put(tableOf(20), () => now);

    expect(status).toBe(503);
    expect(body).toMatchObject({ detail: '0 of 10 changes are stored: import the same list again' });
    expect(requests).not.toHaveProperty('update numbers');
  });
});

/** Each look takes 40 ms. */
const slowClock = (start: Date) => {
  let now = start.getTime();
  return () => {
    now += 40;
    return new Date(now);
  };
};
