import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import type { Stack } from '../../harness/stack.ts';
import { startReportingStack } from './reporting-stack.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startReportingStack();
});
afterAll(() => stack.close());

/** Each test has people of its own. */
let next = 100;
let number = '';
beforeEach(() => {
  next += 10;
  number = person(next);
});

const JPEG = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(2000, 7)]).toString('base64');

const report = (changes: object = {}, more: readonly object[] = []) =>
  stack.request('POST', '/reports', {
    body: {
      agreeAuthorizationStatement: true,
      numbers: [
        { number, name: '张三', identityCard: '11010519491231002X', photo: JPEG, ...changes },
        ...more,
      ],
    },
  });

const get = (query: string) => stack.request('GET', `/reports?${query}`);
const stateOf = async () =>
  (await get(`number=${encodeURIComponent(number)}`)).body as Record<string, unknown>;
const decide = (outcome: 'reported' | 'failed', failReason?: string) =>
  stack.control.reports.decide({ number, outcome, ...(failReason === undefined ? {} : { failReason }) });

const DAY_SECONDS = 24 * 3600;

const codeOf = ({ status, body }: { status: number; body: unknown }) =>
  `${status} ${Reflect.get(Object(body), 'code')}`;
const sent = async (operation: string) => {
  const entries = await stack.control.journal({ kind: 'request', operation });
  return entries.filter((entry) => entry.kind === 'request' && entry.body.includes(number)).length;
};

describe('a report', () => {
  test('is submitted, verified, and known then', async () => {
    const answer = await report();
    expect(answer.status, answer.text).toBe(202);
    expect(answer.body).toStrictEqual({
      items: [
        {
          number,
          state: 'in-progress',
          failReason: null,
          failures: 0,
          barred: false,
          nextReportAt: null,
          submittedAt: '2026-11-27T08:00:00.000Z',
          checkedAt: '2026-11-27T08:00:00.000Z',
          submitted: true,
        },
      ],
    });
    await decide('reported');
    expect(await stateOf()).toMatchObject({ number, state: 'reported' });
    const again = await report();
    expect([again.status, again.body]).toMatchObject([
      200,
      { items: [{ state: 'reported', submitted: false }] },
    ]);
    expect(await sent('report-add')).toBe(1);
  });

  test('is not submitted again while one is verified', async () => {
    await report();
    const answer = await report();
    expect(codeOf(answer)).toBe('409 report-in-progress');
    expect(answer.body).toMatchObject({
      errors: [{ path: 'numbers.0.number', message: 'report-in-progress' }],
    });
    expect(await sent('report-add')).toBe(1);
  });

  test('waits 24 hours after a failure, and stops after two in a row until an operator lifts it', async () => {
    await report();
    await decide('failed', '姓名与身份证不一致');
    expect(await stateOf()).toMatchObject({
      state: 'failed',
      failReason: '姓名与身份证不一致',
      failures: 1,
      barred: false,
    });
    const early = await report();
    expect(codeOf(early)).toBe('409 report-too-soon');
    expect(early.headers.get('retry-after')).toBe(String(DAY_SECONDS));
    await stack.advance(DAY_SECONDS - 1);
    expect(codeOf(await report())).toBe('409 report-too-soon');
    await stack.advance(1);
    expect((await report()).status).toBe(202);
    await decide('failed');
    await stack.advance(2 * DAY_SECONDS);
    expect(codeOf(await report())).toBe('409 report-barred');
    expect(await stateOf()).toMatchObject({ failures: 2, barred: true, nextReportAt: null });
    expect(await sent('report-add')).toBe(2);
    const lift = (dryRun: boolean) =>
      stack.invoke('report-numbers', { lift: number, operator: 'dora', dryRun });
    expect(await lift(true)).toStrictEqual({ lifted: true });
    expect(await stateOf()).toMatchObject({ failures: 2, barred: true });
    expect(await lift(false)).toStrictEqual({ lifted: true });
    expect(await lift(false)).toStrictEqual({ lifted: false });
    expect(await stateOf()).toMatchObject({ failures: 0, barred: false });
  });

  test('that succeeds ends the row of failures', async () => {
    await report();
    await decide('failed');
    await stateOf();
    await stack.advance(DAY_SECONDS);
    await report();
    await decide('reported');
    expect(await stateOf()).toMatchObject({ state: 'reported', failures: 0 });
  });

  test('of two at once is submitted once', async () => {
    const answers = await Promise.all([report(), report(), report()]);
    expect(answers.map(codeOf).sort()).toStrictEqual([
      '202 undefined',
      '409 report-in-progress',
      '409 report-in-progress',
    ]);
    expect(await sent('report-add')).toBe(1);
    await decide('reported');
    expect(await stateOf()).toMatchObject({ state: 'reported', failures: 0 });
  });

  test('is all or nothing', async () => {
    await report();
    const other = person(next + 1);
    const answer = await report({ number: other }, [
      { number, name: 'A', identityCard: '1' },
      { number: person(next + 2), name: 'A', identityCard: '1' },
    ]);
    expect(codeOf(answer)).toBe('409 report-in-progress');
    expect(answer.body).toMatchObject({ errors: [{ path: 'numbers.1.number' }] });
    expect((await get(`number=${encodeURIComponent(other)}`)).body).toMatchObject({ state: 'unknown' });
  });

  test('of a fixed line names the person acting', async () => {
    const line = `+86755${String(20_000_000 + next)}`;
    expect(codeOf(await report({ number: line }))).toBe('400 invalid-request');
    expect((await report({ number: line, operatorNumber: person(next + 1) })).status).toBe(202);
    const [entry] = await stack.control.journal({
      kind: 'request',
      operation: 'report-add',
      bodyIncludes: line,
    });
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({
      numbers: [{ number: line, numberType: 2, operatorNumber: person(next + 1) }],
    });
  });

  test.each([
    ['as soon as it has it', 'drop-after', 0, 'reported'],
    ['when it has verified it', 'drop-after', 61, 'reported'],
    ['when it can carry it out no longer', 'drop-after', 361, 'failed'],
  ] as const)(
    'without an answer stays in progress, and the platform’s word decides %s',
    async (_when, kind, seconds, outcome) => {
      await stack.control.faults.add({ on: 'report-add', kind });
      expect(codeOf(await report())).toBe('503 platform-unavailable');
      expect(codeOf(await report())).toBe('409 report-in-progress');
      await stack.advance(seconds);
      await decide(outcome);
      expect(await stateOf()).toMatchObject({ state: outcome });
      expect(await sent('report-add')).toBe(1);
    },
  );

  test('that never reached the platform may be submitted anew when it cannot any more', async () => {
    await stack.control.faults.add({ on: 'report-add', kind: 'drop-before' });
    expect(codeOf(await report())).toBe('503 platform-unavailable');
    // It may still be carried out, so a second one could count twice.
    await stack.advance(359);
    expect(codeOf(await report())).toBe('409 report-in-progress');
    await stack.advance(2);
    expect((await report()).status).toBe(202);
  });

  test('that the platform refuses leaves the number as it was', async () => {
    await stack.control.faults.add({
      on: 'report-add',
      kind: 'result-code',
      httpStatus: 400,
      code: 'PPT.0002',
    });
    const answer = await report();
    expect(codeOf(answer)).toBe('502 platform-rejected');
    expect(answer.body).toMatchObject({ platform: { httpStatus: 400, code: 'PPT.0002', text: '' } });
    expect((await report()).status).toBe(202);
  });

  test.each(['report-add', 'report-files', 'report-query'] as const)(
    'that meets a fault of theirs with a code of no page (%s) may be repeated',
    async (on) => {
      await stack.control.faults.add({ on, kind: 'result-code', httpStatus: 500, code: 'PPT.9999' });
      const answer = await report();
      expect(codeOf(answer)).toBe('503 platform-unavailable');
      expect(answer.headers.get('retry-after')).not.toBe(null);
    },
  );

  test('whose photo is not taken is not submitted', async () => {
    await stack.control.faults.add({ on: 'report-files', kind: 'drop-after' });
    expect(codeOf(await report())).toBe('503 platform-unavailable');
    expect((await report()).status).toBe(202);
    expect(await sent('report-add')).toBe(1);
  });

  test.each([
    [
      'without consent',
      { agreeAuthorizationStatement: false, numbers: [{ number: person(1), name: 'A', identityCard: '1' }] },
      'agreeAuthorizationStatement',
    ],
    ['of nobody', { numbers: [] }, 'numbers'],
    [
      'of eleven',
      {
        numbers: Array.from({ length: 11 }, (_, at) => ({
          number: person(at),
          name: 'A',
          identityCard: '1',
        })),
      },
      'numbers',
    ],
    [
      'of one number twice',
      { numbers: [1, 1].map((at) => ({ number: person(at), name: 'A', identityCard: '1' })) },
      'numbers',
    ],
    [
      'of a service number',
      { numbers: [{ number: '4001234567', name: 'A', identityCard: '1' }] },
      'numbers.0.number',
    ],
    [
      'with a long name',
      { numbers: [{ number: person(1), name: 'A'.repeat(51), identityCard: '1' }] },
      'numbers.0.name',
    ],
    [
      'with a long card',
      { numbers: [{ number: person(1), name: 'A', identityCard: '1'.repeat(21) }] },
      'numbers.0.identityCard',
    ],
    [
      'with a photo that is none',
      { numbers: [{ number: person(1), name: 'A', identityCard: '1', photo: 'AAAA' }] },
      'numbers.0.photo',
    ],
    [
      'with a photo of 33 KB',
      {
        numbers: [
          {
            number: person(1),
            name: 'A',
            identityCard: '1',
            photo: Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(33_000)]).toString('base64'),
          },
        ],
      },
      'numbers.0.photo',
    ],
    [
      'with a field that there is not',
      { numbers: [{ number: person(1), name: 'A', identityCard: '1', state: 'reported' }] },
      'numbers.0.state',
    ],
  ])('%s is refused', async (_title, changes, path) => {
    const answer = await stack.request('POST', '/reports', {
      body: { agreeAuthorizationStatement: true, ...changes },
    });
    expect(codeOf(answer)).toBe('400 invalid-request');
    expect(answer.body).toMatchObject({ errors: [{ path }] });
  });
});

/** The number in the body, where no log of URLs sees it, and the older form. */
describe.each(['POST /reports/delete', 'DELETE /reports'] as const)('%s', (form) => {
  const remove = () =>
    form === 'DELETE /reports'
      ? stack.request('DELETE', `/reports?number=${encodeURIComponent(number)}`)
      : stack.request('POST', '/reports/delete', { body: { number } });

  test.each(['report-delete', 'report-query'] as const)(
    'that meets a fault of theirs with a code of no page (%s) may be repeated',
    async (on) => {
      await stack.control.faults.add({ on, kind: 'result-code', httpStatus: 502, code: 'PPT.9999' });
      expect(codeOf(await remove())).toBe('503 platform-unavailable');
      expect((await remove()).status).toBe(200);
    },
  );

  test('takes a number off the list, as often as it is asked', async () => {
    await report();
    await decide('reported');
    await stateOf();
    expect([(await remove()).status, (await remove()).status]).toStrictEqual([200, 200]);
    expect(await stateOf()).toMatchObject({ state: 'unknown' });
    expect((await report()).status).toBe(202);
  });

  test('does not shorten the wait after a failure', async () => {
    await report();
    await decide('failed');
    await stateOf();
    expect((await remove()).body).toMatchObject({ state: 'unknown', failures: 1 });
    expect(codeOf(await report())).toBe('409 report-too-soon');
  });
});

describe('POST /reports/search', () => {
  const itemsOf = ({ body }: { body: unknown }) => Reflect.get(Object(body), 'items');
  const search = (body: object) => stack.request('POST', '/reports/search', { body });

  test('answers what the GET of the same fields answers', async () => {
    await report();
    const one = await search({ number });
    const page = await search({ state: 'in-progress', limit: 1 });

    expect(one).toMatchObject({ status: 200, body: { number, state: 'in-progress' } });
    expect(one.body).toEqual(await stateOf());
    expect(itemsOf(page)).toEqual(itemsOf(await get('state=in-progress&limit=1')));
  });

  test('refuses a number in the URL as well, and no number at all for a deletion', async () => {
    const twice = await stack.request('POST', '/reports/search?state=failed', { body: { number } });
    const none = await stack.request('POST', '/reports/delete', { body: {} });
    const inUrl = await stack.request('POST', '/reports/delete?number=1', { body: { number } });

    expect([twice, none, inUrl].map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(none.body).toMatchObject({ detail: 'the body is not valid: number' });
  });
});

describe('GET /reports', () => {
  test('lists by state, page by page', async () => {
    const people = Array.from({ length: 5 }, (_, at) => person(9000 + at));
    const numbers = people.map((each) => ({ number: each, name: 'A', identityCard: '1' }));
    await report({ number: person(9005) }, numbers);
    for (const each of people) {
      await stack.control.reports.decide({ number: each, outcome: 'failed', failReason: 'list' });
    }
    await stack.invoke('report-numbers');
    const found: unknown[] = [];
    let cursor: string | null = '';
    do {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(String(cursor))}`;
      const { body } = await get(`state=failed&limit=2${query}`);
      const page = body as { items: { number: string; failReason: string }[]; nextCursor: string | null };
      expect(page.items.length).toBeLessThanOrEqual(2);
      found.push(...page.items.filter(({ failReason }) => failReason === 'list').map((item) => item.number));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(found.sort()).toStrictEqual(people);
  });

  test.each([
    'state=other',
    'number=1',
    'app=rides',
    'limit=0',
    'number=13800000001&state=failed',
    'cursor=x',
  ])('refuses %s', async (query) => {
    expect(codeOf(await get(query))).toBe('400 invalid-request');
  });
});
