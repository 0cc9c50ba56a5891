import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import type { Stack } from '../../harness/stack.ts';
import { startReportingStack, withAccessKey } from './reporting-stack.ts';

const MODES = ['AX', 'AXB', 'AXE', 'AXYB', 'X'] as const;
const POLICIES = ['enforce', 'warn', 'off'] as const;

/** An app of each mode and policy. */
const apps = MODES.flatMap((mode, at) =>
  POLICIES.map((reporting, policyAt) => ({
    ...RIDES,
    name: `${mode.toLowerCase()}-${reporting}`,
    appKey: `app-key-${mode}-${reporting}`,
    mode,
    numbers: poolNumbers(6, 1 + 10 * (3 * at + policyAt)),
    reporting,
  })),
);

let stack: Stack;

beforeAll(async () => {
  stack = await startReportingStack('off', {
    apps,
    platformApps: apps.map(({ reporting: _ours, ...app }) => ({ ...simulatorApp(RIDES, []), ...app })),
    configuration: withAccessKey,
  });
});
afterAll(() => stack.close());

let next = 0;
const somebody = () => {
  next += 1;
  return person(next);
};

const appOf = (mode: (typeof MODES)[number], policy: string) => `${mode.toLowerCase()}-${policy}`;
const hasB = (mode: string) => mode === 'AXB' || mode === 'X';
const firstNumberOf = (app: string) => apps.find(({ name }) => name === app)?.numbers[0]?.x ?? xNumber(1);

const bind = (
  mode: (typeof MODES)[number],
  policy: string,
  a: string,
  headers: Record<string, string> = {},
) => {
  const app = appOf(mode, policy);
  const body = {
    mode,
    app,
    a,
    ...(hasB(mode) ? { b: somebody() } : {}),
    ...(mode === 'X' ? { x: firstNumberOf(app) } : {}),
  };
  return stack.request('POST', '/bindings', { body, headers });
};

const reported = async (number = somebody()) => {
  await stack.control.reports.decide({ number, outcome: 'reported' });
  return number;
};
const queries = async () =>
  (await stack.control.journal({ kind: 'request', operation: 'report-query' })).length;
const codeOf = (answer: { status: number; body: unknown }) =>
  `${answer.status} ${Reflect.get(Object(answer.body), 'code')}`;

describe.each(MODES)('in mode %s', (mode) => {
  test('an app that enforces binds an A who is reported, and no other', async () => {
    const a = somebody();
    const refused = await bind(mode, 'enforce', a);
    expect(codeOf(refused)).toBe('422 not-reported');
    expect(refused.body).toMatchObject({ errors: [{ path: 'a', message: 'is not reported' }] });
    expect(refused.text).not.toContain(a.slice(3));
    const answer = await bind(mode, 'enforce', await reported());
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).not.toHaveProperty('warnings');
  });

  test('an app that warns binds both', async () => {
    const answer = await bind(mode, 'warn', somebody());
    expect([answer.status, answer.body]).toMatchObject([
      201,
      { warnings: [{ code: 'not-reported', path: 'a' }] },
    ]);
    const a = await reported();
    await stack.invoke('report-numbers');
    expect((await bind(mode, 'warn', a)).body).not.toHaveProperty('warnings');
  });

  test('an app with the policy off asks nobody and says nothing', async () => {
    const before = await queries();
    const answer = await bind(mode, 'off', somebody());
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).not.toHaveProperty('warnings');
    expect(await queries()).toBe(before);
  });
});

describe('an app that enforces', () => {
  test('asks the platform about an A whom it does not know, once', async () => {
    const a = await reported();
    const before = await queries();
    expect((await bind('AXB', 'enforce', a)).status).toBe(201);
    expect((await bind('AXB', 'enforce', a)).status).toBe(201);
    expect(await queries()).toBe(before + 1);
  });

  test('asks about one who was not reported again after a minute only', async () => {
    const a = somebody();
    const before = await queries();
    await bind('AXB', 'enforce', a);
    await bind('AXB', 'enforce', a);
    expect(await queries()).toBe(before + 1);
    await reported(a);
    await stack.advance(60);
    expect((await bind('AXB', 'enforce', a)).status).toBe(201);
  });

  test('asks again when the word of the platform is two days old', async () => {
    const a = await reported();
    expect((await bind('AX', 'enforce', a)).status).toBe(201);
    await stack.control.reports.decide({ number: a, outcome: 'failed' });
    await stack.advance(48 * 3600 - 1);
    expect((await bind('AXB', 'enforce', a)).status).toBe(201);
    await stack.advance(1);
    expect(codeOf(await bind('AXB', 'enforce', a))).toBe('422 not-reported');
  });

  test('binds nobody of whom nothing is known while the platform does not answer', async () => {
    await stack.control.faults.add({ on: 'report-query', kind: 'drop-before' });
    const a = await reported();
    expect(codeOf(await bind('AXB', 'enforce', a))).toBe('503 platform-unavailable');
    expect((await bind('AXB', 'enforce', a)).status).toBe(201);
  });

  test('answers a repeat as the first time, also when A is not reported any more', async () => {
    const a = await reported();
    const body = { mode: 'AXB', app: 'axb-enforce', a, b: somebody() };
    const headers = { 'idempotency-key': 'a-key-of-a-reported-person' };
    const first = await stack.request('POST', '/bindings', { body, headers });
    await stack.control.reports.decide({ number: a, outcome: 'failed' });
    await stack.invoke('report-numbers');
    const keyed = await stack.request('POST', '/bindings', { body, headers });
    expect([keyed.status, keyed.text]).toStrictEqual([201, first.text]);
    expect(codeOf(await bind('AXB', 'enforce', a))).toBe('422 not-reported');
  });

  test('leaves nothing behind of a bind that it refuses', async () => {
    const a = somebody();
    const b = somebody();
    const body = { mode: 'AXB', app: 'axb-enforce', a, b };
    expect(codeOf(await stack.request('POST', '/bindings', { body }))).toBe('422 not-reported');
    await reported(a);
    await stack.advance(60);
    expect((await stack.request('POST', '/bindings', { body })).status).toBe(201);
  });
});

describe('a change of A', () => {
  const change = async (policy: string, a: string) => {
    const { body } = await bind('AXB', policy, await reported());
    return stack.request('PATCH', `/bindings/${Reflect.get(Object(body), 'bindingId')}`, { body: { a } });
  };

  test('is refused by an app that enforces', async () => {
    expect(codeOf(await change('enforce', somebody()))).toBe('422 not-reported');
    expect((await change('enforce', await reported())).status).toBe(200);
  });

  test('is made with a warning by an app that warns', async () => {
    const answer = await change('warn', somebody());
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { warnings: [{ code: 'not-reported', path: 'a' }] },
    ]);
  });

  test('to the same A is not looked at', async () => {
    const a = await reported();
    const { body } = await bind('AXB', 'enforce', a);
    await stack.control.reports.decide({ number: a, outcome: 'failed' });
    await stack.invoke('report-numbers');
    const answer = await stack.request('PATCH', `/bindings/${Reflect.get(Object(body), 'bindingId')}`, {
      body: { a, maxCallMinutes: 5 },
    });
    expect(answer.status, answer.text).toBe(200);
  });
});

test('POST /parties/change tells of an A who is not reported, as the policy of each binding says', async () => {
  const from = await reported();
  const to = somebody();
  const idOf = ({ body }: { body: unknown }) => String(Reflect.get(Object(body), 'bindingId'));
  const enforcing = idOf(await bind('AXB', 'enforce', from));
  const warning = idOf(await bind('AXB', 'warn', from));
  const off = idOf(await bind('AXB', 'off', from));
  const bOfWarning = { mode: 'AXB', app: 'axb-warn', a: await reported(), b: from };
  const asB = idOf(await stack.request('POST', '/bindings', { body: bOfWarning }));
  const warned = () => stack.logs.filter((line) => line.includes('bindsNotReported')).length;
  const before = warned();

  const { body } = await stack.request('POST', '/parties/change', { body: { from, to } });

  const { items } = body as { items: { bindingId: string; result: string; warnings?: unknown }[] };
  const of = (bindingId: string) => items.find((item) => item.bindingId === bindingId);
  expect(of(enforcing)).toMatchObject({ result: 'conflict', code: 'not-reported' });
  expect(of(warning)).toMatchObject({
    result: 'changed',
    warnings: [{ code: 'not-reported', path: 'a' }],
  });
  for (const bindingId of [off, asB]) {
    expect(of(bindingId)).toMatchObject({ result: 'changed' });
    expect(of(bindingId)).not.toHaveProperty('warnings');
  }
  expect(warned() - before).toBe(2);
});
