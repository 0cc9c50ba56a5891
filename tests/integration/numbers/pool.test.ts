import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

describe('the number pool', () => {
  let stack: Stack;
  const numbers = poolNumbers(4);
  beforeEach(async () => {
    stack = await startStack({
      apps: [{ ...RIDES, numbers: numbers.slice(0, 2) }],
      platformApps: [simulatorApp(RIDES, numbers)],
      startAt: new Date('2026-03-01T08:00:00.000Z'),
    });
  });
  afterEach(() => stack.close());

  it('lists the numbers of the configuration with their live bindings', async () => {
    await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1) },
    });

    const listed = await stack.request('GET', '/numbers');

    expect(listed.status).toBe(200);
    expect(listed.body).toEqual({
      items: [
        {
          app: 'rides',
          x: xNumber(1),
          areaCode: '0755',
          sms: true,
          state: 'available',
          cause: null,
          reserved: false,
          liveBindings: 1,
        },
        {
          app: 'rides',
          x: xNumber(2),
          areaCode: '0755',
          sms: true,
          state: 'available',
          cause: null,
          reserved: false,
          liveBindings: 0,
        },
      ],
      nextCursor: null,
    });
  });

  it('imports JSON: dry first, then for real; what is missing is retired and nothing deleted', async () => {
    const body = [
      { x: xNumber(1), areaCode: '0755', sms: true },
      { x: xNumber(3), areaCode: '010' },
    ];
    const dry = await stack.request('PUT', '/numbers?dryRun=true', { body });
    const untouched = await stack.request('GET', '/numbers?state=retired');

    const imported = await stack.request('PUT', '/numbers?force=true', { body });

    expect(dry.body).toMatchObject({ added: 1, changed: 0, retired: 1, unchanged: 1, forceNeeded: true });
    expect(untouched.body).toMatchObject({ items: [] });
    expect(imported.body).toEqual({
      added: 1,
      changed: 0,
      retired: 1,
      unchanged: 1,
      diff: [
        { kind: 'added', x: xNumber(3), fields: [] },
        { kind: 'retired', x: xNumber(2), fields: ['state'] },
      ],
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      ignoredColumns: [],
    });
    const retired = await stack.request('GET', '/numbers?state=retired');
    expect(retired.body).toMatchObject({ items: [{ x: xNumber(2), state: 'retired' }] });
  });

  it('imports CSV with its columns in any order', async () => {
    const before = [
      { x: xNumber(1), areaCode: '0755', sms: true },
      { x: xNumber(3), areaCode: '010' },
    ];
    await stack.request('PUT', '/numbers?force=true', { body: before });

    const imported = await stack.request('PUT', '/numbers', {
      body: `SMS,X,areaCode\r\ntrue,${xNumber(1)},0755\r\n"false","${xNumber(2)}",\r\n1,17000000003,010\r\n`,
      headers: { 'content-type': 'text/csv; charset=utf-8' },
    });

    expect(imported.status).toBe(200);
    expect(imported.body).toEqual({
      added: 0,
      changed: 2,
      retired: 0,
      unchanged: 1,
      diff: [
        { kind: 'changed', x: xNumber(2), fields: ['areaCode', 'sms', 'state'] },
        { kind: 'changed', x: xNumber(3), fields: ['sms'] },
      ],
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      ignoredColumns: [],
    });
  });

  it('takes a number out by hand, so that it gets no new bindings, and in again', async () => {
    const out = await stack.request('PATCH', `/numbers/${encodeURIComponent(xNumber(2))}`, {
      body: { state: 'suspended', cause: 'reported-by-callers' },
    });
    await stack.advance(31);
    const refused = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(3), b: person(4), x: xNumber(2) },
    });
    await stack.request('PATCH', `/numbers/${xNumber(2)}`, { body: { state: 'available' } });
    await stack.advance(31);

    const bound = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(3), b: person(4), x: xNumber(2) },
    });

    expect(out.body).toMatchObject({
      x: xNumber(2),
      state: 'suspended',
      cause: 'reported-by-callers',
      liveBindings: 0,
    });
    expect(refused.body).toMatchObject({ status: 503, code: 'pool-exhausted' });
    expect(bound.status).toBe(201);
  });

  it('keeps to the area when it must, and leaves it when it may', async () => {
    const numbers = [
      { x: xNumber(1), areaCode: '0755' },
      { x: xNumber(2), areaCode: '0755' },
      { x: xNumber(3), areaCode: '010' },
    ];
    await stack.request('PUT', '/numbers', { body: numbers });
    await stack.advance(31);
    const strict = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(5), b: person(6), areaCode: '021', areaMatch: 'strict' },
    });
    const loose = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(5), b: person(6), areaCode: '021', areaMatch: 'loose' },
    });
    const inArea = await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(7), b: person(8), areaCode: '010', areaMatch: 'strict' },
    });

    expect(strict.body).toMatchObject({ status: 503, code: 'pool-exhausted' });
    expect(loose.status).toBe(201);
    expect(inArea.body).toMatchObject({ x: xNumber(3) });
  });

  it('an unknown number is not found', async () => {
    const answer = await stack.request('PATCH', '/numbers/%2B8617000009999', { body: { state: 'retired' } });

    expect(answer.body).toMatchObject({ status: 404, code: 'not-found' });
  });
});
