import { afterAll, beforeAll, expect, test } from 'vitest';
import { poolNumbers, RIDES, simulatorApp } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

let stack: Stack;
beforeAll(async () => {
  const platformApps = [simulatorApp(RIDES, poolNumbers(1))];
  stack = await startStack({ store: 'memory', apps: [RIDES], platformApps });
});
afterAll(() => stack.close());

const codeOf = ({ status, body }: { status: number; body: unknown }) =>
  `${status} ${Reflect.get(Object(body), 'code')}`;

/** Days that never were, and moments whose year has more than four digits, or fewer than one. */
const NONE = [
  '2026-02-30',
  '2026-04-31T08:00:00Z',
  '2027-02-29T08:00%2B08:00',
  '9999-12-31T20:00:00-08:00',
  '%2B010000-01-01',
  '0000-01-01T00:00%2B08:00',
];

const LISTS = ['/bindings?app=rides&', '/calls?app=rides&', '/messages?app=rides&', '/usage?'];
const FIELDS = LISTS.flatMap((list) => ['from', 'to'].map((field) => `${list}${field}=`));

test.each([...FIELDS, '/bindings?app=rides&at='])('%s takes no moment that never was', async (path) => {
  for (const written of NONE) {
    const answer = await stack.request('GET', `${path}${written}`);
    expect(codeOf(answer), written).toBe('400 invalid-request');
  }
});

test('a moment with a plus that has become a blank is told how to write it', async () => {
  const answer = await stack.request('GET', '/bindings?app=rides&at=2026-11-28T00:05:30+08:00');
  expect(codeOf(answer)).toBe('400 invalid-request');
  expect(answer.body).toMatchObject({ errors: [{ path: 'at', message: expect.stringContaining('%2B') }] });
});

test('a block does not end on a day that never was', async () => {
  for (const until of ['2027-02-30', '2027-02-29T08:00:00+08:00', '9999-12-31T20:00:00-08:00']) {
    const answer = await stack.request('POST', '/blocks', { body: { party: '+8613800000001', until } });
    expect(codeOf(answer), until).toBe('400 invalid-request');
  }
});

test.each([
  'from=9999-12&to=9999-12',
  'from=9999-12-31&to=9999-12-31',
  'from=9999-12-31T00:00:00Z&to=9999-12-31T23:59:59Z',
  'from=0000-01&to=0000-01',
  'from=0000-01-01&to=0000-01-01',
  'to=0000-01',
  'to=0000-01-01',
  'to=9999-12-31',
  'from=9999-12',
])('usage %s is refused', async (span) => {
  for (const by of ['day', 'app', 'x', 'reference']) {
    expect(codeOf(await stack.request('GET', `/usage?${span}&by=${by}`)), by).toBe('400 invalid-request');
  }
});
