import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import type { Stack } from '../../harness/stack.ts';
import { changeDocument, dataKey } from '../keys/change-document.ts';
import { spoil, unreadableLines, withBrokenSeal } from '../keys/spoil.ts';
import { A_DAY, lookupChangeOf } from '../lookup-key/lookup-change.ts';
import { startReportingStack } from './reporting-stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startReportingStack('enforce');
});
afterAll(() => stack.close());

let next = 0;
let number = '';
beforeEach(() => {
  next += 1;
  number = person(next);
});

const report = () =>
  stack.request('POST', '/reports', {
    body: {
      agreeAuthorizationStatement: true,
      numbers: [{ number, name: '张三', identityCard: '11010519491231002X' }],
    },
  });
const get = async () =>
  (await stack.request('GET', `/reports?number=${encodeURIComponent(number)}`)).body as Record<
    string,
    unknown
  >;
const failOnce = async () => {
  await report();
  await stack.control.reports.decide({ number, outcome: 'failed', failReason: '姓名与身份证不一致' });
  return get();
};
const stored = async () =>
  (await stack.items('BINDINGS_TABLE')).filter(({ pk }) => String(pk).startsWith('A#'));

test('a stored report shows neither the number nor the words of the platform', async () => {
  await failOnce();
  const [item] = await stored();
  expect(Object.keys(item ?? {}).sort()).toStrictEqual([
    'checkedAt',
    'failedAt',
    'failures',
    'pk',
    'sealed',
    'sk',
    'state',
    'submittedAt',
    'ttl',
    'version',
  ]);
  expect(JSON.stringify(item)).not.toMatch(/1380000000|不一致/);
});

describe('a report that cannot be opened', () => {
  test('is told, keeps its state, and is whole again after the next word of the platform', async () => {
    const others = (await stored()).map(({ sk }) => sk);
    await failOnce();
    await spoil(
      stack,
      'BINDINGS_TABLE',
      ({ pk, sk }) => String(pk).startsWith('A#') && !others.includes(sk),
      withBrokenSeal,
    );
    expect(await get()).toMatchObject({ state: 'failed', failures: 1, failReason: '姓名与身份证不一致' });
    expect(unreadableLines(stack).at(-1)).toMatchObject({ kind: 'report', table: 'bindings' });
  });
});

describe('erasing a person', () => {
  const erase = async () => {
    const order = { action: 'erase', party: number, operator: 'dora' };
    const report = (await stack.invoke('manage-privacy', order)) as {
      erased: Record<string, number>;
      left: { kind: string; why: string }[];
    };
    return { erased: report.erased['report'], left: report.left.filter(({ kind }) => kind === 'report') };
  };

  test('leaves the state of a report that the platform has, and takes it when it is deleted there', async () => {
    await failOnce();
    expect(await erase()).toMatchObject({ erased: undefined, left: [{ why: 'at-the-platform' }] });
    await stack.request('DELETE', `/reports?number=${encodeURIComponent(number)}`);
    expect(await erase()).toStrictEqual({ erased: 1, left: [] });
  });

  test('an export has it', async () => {
    await failOnce();
    const { records } = (await stack.invoke('manage-privacy', {
      action: 'export',
      party: number,
      operator: 'dora',
    })) as { records: { kind: string; record: object }[] };
    expect(records.find(({ kind }) => kind === 'report')?.record).toMatchObject({ number, state: 'failed' });
  });
});

describe('a change of keys', () => {
  test('a new data key seals reports anew', async () => {
    await failOnce();
    await changeDocument(stack, ({ dataKeys }) => ({ dataKeys: [dataKey('test-2', 2), ...dataKeys] }));
    await stack.invoke('manage-keys', { action: 'reseal', from: 'test-1' });
    expect((await stored()).filter(({ sealed }) => !String(sealed).startsWith('test-2:'))).toStrictEqual([]);
    expect(await get()).toMatchObject({ failReason: '姓名与身份证不一致' });
  });

  test('of lookupKey keeps the failures of a number in every phase', async () => {
    await failOnce();
    const change = lookupChangeOf(stack);
    await change.begin();
    // Each step waits as long as it must; further ones find nothing to do.
    for (let step = 0; step < 12; step += 1) {
      await change.step(A_DAY).catch(() => undefined);
      expect(await get(), `step ${step}`).toMatchObject({ state: 'failed', failures: 1 });
    }
    expect(await change.document()).not.toHaveProperty('lookupChange');
    expect(new Set((await stored()).map(({ sk }) => String(sk).slice(-4))).size).toBe(1);
  });
});

describe('the refresh', () => {
  test('reads all pages, goes on where a run ended, and writes no news once', async () => {
    const people = Array.from({ length: 120 }, (_, at) => person(50_000 + at));
    for (const each of people) await stack.control.reports.decide({ number: each, outcome: 'reported' });
    await stack.control.faults.add({ on: 'report-query', kind: 'drop-before', times: 1 });
    expect(await stack.invoke('report-numbers')).toMatchObject({ pages: 0, failed: 'platform-unavailable' });
    const first: { pages: number; numbers: number; remaining: number } = await stack.invoke('report-numbers');
    expect([first.pages, first.remaining]).toStrictEqual([2, 0]);
    expect(first.numbers).toBeGreaterThanOrEqual(120);
    const versions = () => stored().then((items) => items.map(({ version }) => version));
    const before = await versions();
    await stack.invoke('report-numbers');
    expect(await versions()).toStrictEqual(before);
  });

  test('that the platform throttles asks nothing more for a minute, and goes on then', async () => {
    await stack.control.reports.decide({ number, outcome: 'reported' });
    await stack.control.faults.add({
      ...{ on: 'report-query', kind: 'result-code', times: 1 },
      ...{ httpStatus: 429, code: 'APIG.0308' },
    });
    const queries = () => stack.control.journal({ kind: 'request', operation: 'report-query' });
    const before = (await queries()).length;

    expect(await stack.invoke('report-numbers')).toMatchObject({ pages: 0, failed: 'platform-throttled' });
    expect(await stack.invoke('report-numbers')).toMatchObject({ pages: 0, failed: 'platform-throttled' });

    expect((await queries()).length - before).toBe(1);
    await stack.advance(61);
    expect(await stack.invoke('report-numbers')).toMatchObject({ remaining: 0 });
    expect(await get()).toMatchObject({ state: 'reported' });
  });

  test('of a number that the console has reported lets it be bound', async () => {
    await stack.control.reports.decide({ number, outcome: 'reported' });
    await stack.invoke('report-numbers');
    const queries = () => stack.control.journal({ kind: 'request', operation: 'report-query' });
    const before = (await queries()).length;
    const answer = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: number, b: person(900) },
    });
    expect(answer.status, answer.text).toBe(201);
    expect((await queries()).length).toBe(before);
  });

  test.each([{ lift: 'nobody', operator: 'dora' }, { lifts: '+8613800000001' }, { lift: '+8613800000001' }])(
    'refuses the order %o',
    async (event) => {
      expect(await stack.invoke('report-numbers', event)).toMatchObject({ refused: expect.any(String) });
    },
  );
});
