import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anApiEvent } from '../../builders/api-event.ts';
import { person, poolNumbers, RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { startQuotingPlatform } from '../privacy/quoting-platform.ts';

type Body = { bindingId: string; status: string; code: string };

const START = new Date('2026-03-01T08:00:00.000Z');

describe('rare moments', () => {
  let stack: Stack;
  let platform: Awaited<ReturnType<typeof startQuotingPlatform>>;
  beforeAll(async () => {
    platform = await startQuotingPlatform();
    stack = await startStack({
      startAt: START,
      apps: [{ ...RIDES, numbers: poolNumbers(20), baseUrl: platform.url }],
    });
    platform.passTo(stack.simulator.url);
  });
  afterAll(async () => {
    await stack.close();
    await platform.close();
  });

  const bind = async (body: object) => {
    const answer = await stack.request('POST', '/bindings', { body: { mode: 'AXB', ...body } });
    return { status: answer.status, body: answer.body as Body };
  };
  const atPlatform = async (a: string) => (await stack.control.bindings()).filter((one) => one.a === a);

  it('a bind that the platform gets round to after a sweep looked in vain is one binding or none', async () => {
    const request = platform.holdNext('request');
    const binding = bind({ a: person(1), b: person(2) });
    await request.reached;
    await stack.advance(61);

    const report = await stack.invoke('binding-sweeper');
    request.letGo();
    const late = await binding;

    const there = await atPlatform(person(1));
    await stack.advance(301);
    await stack.invoke('binding-sweeper');

    // It may still come then, so nothing is concluded.
    expect(report).toMatchObject({ failed: 0, recovered: 0 });
    expect([late.status, late.body.code]).toEqual([409, 'binding-in-progress']);
    expect(there).toEqual([]);
    expect((await bind({ a: person(1), b: person(2) })).status).toBe(201);
    expect(await atPlatform(person(1))).toHaveLength(1);
  });

  it('a bind that is resolved meanwhile is answered as it was resolved', async () => {
    const answer = platform.holdNext('answer');
    const binding = bind({ a: person(3), b: person(4) });
    await answer.reached;
    await stack.advance(61);

    const report = await stack.invoke('binding-sweeper');
    answer.letGo();
    const late = await binding;

    expect(report).toMatchObject({ recovered: 1 });
    expect([late.status, late.body.status]).toEqual([201, 'active']);
    expect(await atPlatform(person(3))).toHaveLength(1);
  });

  it('two callers of ours may use the same idempotency key for different bindings', async () => {
    const as = async (apiKeyName: 'shop' | 'office', b: string) => {
      const body = JSON.stringify({ mode: 'AXB', a: person(5), b });
      const headers = { 'idempotency-key': 'key-1' };
      const event = anApiEvent({ route: 'POST /bindings', headers, body, apiKeyName });
      const { statusCode, body: text } = (await stack.invoke('bind', event)) as {
        statusCode: number;
        body: string;
      };
      return { status: statusCode, bindingId: (JSON.parse(text) as Body).bindingId };
    };

    const [shop, office] = [await as('shop', person(6)), await as('office', person(7))];
    const repeat = await as('office', person(7));

    expect([shop.status, office.status, repeat.status]).toEqual([201, 201, 201]);
    expect(office.bindingId).not.toBe(shop.bindingId);
    expect(repeat.bindingId).toBe(office.bindingId);
  });

  it('when the store is away, nothing is promised and nothing is lost', async () => {
    const answers: number[] = [];
    for (let call = 0; call < 12; call += 1) {
      let calls = 0;
      // Each bind fails one call later than the one before, without or with effect in turn.
      stack.store.judge = () => {
        calls += 1;
        if (calls <= call) return 'ok';
        return call % 2 === 0 ? 'before' : 'after';
      };
      const { status, body } = await bind({ a: person(30 + call), b: person(60 + call) });
      answers.push(status);
      if (status >= 400) expect(body.code).toBe('store-unavailable');
    }
    stack.store.judge = () => 'ok';
    await stack.advance(3_700);
    await stack.invoke('binding-sweeper');

    const repeats = [];
    for (let call = 0; call < 12; call += 1)
      repeats.push(await bind({ a: person(30 + call), b: person(60 + call) }));

    expect(answers[0]).toBe(503);
    expect(repeats.map(({ status }) => [200, 201].includes(status))).toEqual(Array(12).fill(true));
    for (let call = 0; call < 12; call += 1) expect(await atPlatform(person(30 + call))).toHaveLength(1);
    expect(stack.unhandled).toEqual([]);
  });
});
