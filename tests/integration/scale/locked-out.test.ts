import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { person, RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Body = { bindingId: string; status: string; code: string; retryAfterSeconds: number };

const MINUTE = 60;

describe('a locked-out address', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterEach(() => stack.close());

  const bind = (index: number) =>
    stack.request('POST', '/bindings', { body: { mode: 'AXB', a: person(index), b: person(index + 1) } });
  const bound = async (index: number): Promise<Body> => {
    const answer = await bind(index);
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const requests = async () => (await stack.control.journal({ kind: 'request' })).length;

  it('makes no call for thirty minutes, whatever callers and schedules ask for, and calls again afterwards', async () => {
    const kept = await bound(1);
    const ending = await bound(3);
    await stack.control.faults.add({ on: 'any', kind: 'locked-out' });
    const told = await bind(5);
    const before = await requests();
    const refused: (readonly [status: number, code: string, retryAfter: number])[] = [];

    for (let minute = 0; minute < 30; minute += 1) {
      const answers = await Promise.all([
        bind(10 + minute * 2),
        bind(5),
        stack.request('DELETE', `/bindings/${ending.bindingId}`),
        stack.request('PATCH', `/bindings/${kept.bindingId}`, { body: { maxCallMinutes: 5 } }),
        stack.request('GET', `/bindings/${kept.bindingId}?verify=true`),
      ]);
      for (const { status, headers, body } of answers)
        refused.push([status, (body as Body).code, Number(headers.get('retry-after'))]);
      await stack.invoke('binding-sweeper');
      await stack.invoke('reconcile', { app: 'rides' });
      if (minute < 29) await stack.advance(MINUTE);
    }
    await stack.advance(MINUTE - 1);
    const lastSecond = await bind(90);
    const heard = (await requests()) - before;
    await stack.advance(1);
    const probe = await bind(92);
    const afterwards = await Promise.all([bind(94), bind(96), bind(5)]);

    expect([told.status, told.headers.get('retry-after'), (told.body as Body).code]).toEqual([
      503,
      '1800',
      'platform-locked-out',
    ]);
    expect(heard).toBe(0);
    expect(refused).toHaveLength(150);
    expect(new Set(refused.map(([status, code]) => `${status} ${code}`))).toEqual(
      new Set(['503 platform-locked-out']),
    );
    expect(refused.slice(0, 5).map(([, , seconds]) => seconds)).toEqual(Array(5).fill(1800));
    expect(refused.slice(-5).map(([, , seconds]) => seconds)).toEqual(Array(5).fill(MINUTE));
    expect([lastSecond.status, lastSecond.headers.get('retry-after')]).toEqual([503, '1']);
    expect([probe, ...afterwards].map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  });

  it('carries out afterwards the unbind that was asked for meanwhile', async () => {
    const { bindingId } = await bound(3);
    await stack.control.faults.add({ on: 'any', kind: 'locked-out', times: 1 });
    await bind(5);
    await stack.request('DELETE', `/bindings/${bindingId}`);
    const meanwhile = await stack.request('GET', `/bindings/${bindingId}`);
    await stack.advance(3600);

    await stack.invoke('binding-sweeper');

    const after = await stack.request('GET', `/bindings/${bindingId}`);
    expect(meanwhile.body).toMatchObject({ status: 'releasing' });
    expect(after.body).toMatchObject({ status: 'released' });
    expect(await stack.invoke('reconcile', { app: 'rides' })).toMatchObject({ findings: [], unread: [] });
  });
});

describe('an account in arrears', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await startStack({ store: 'memory', startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterEach(() => stack.close());

  const bind = async (index: number) => {
    const body = { mode: 'AXB', a: person(index), b: person(index + 1), ttlSeconds: 86_400 };
    const answer = await stack.request('POST', '/bindings', { body });
    return { status: answer.status, body: answer.body as Body };
  };
  const unbind = async ({ bindingId }: Body) => {
    const answer = await stack.request('DELETE', `/bindings/${bindingId}`);
    return { status: answer.status, body: answer.body as Body };
  };
  const calls = async (operation: string) =>
    (await stack.control.journal({ kind: 'request', operation })).length;

  it('refuses binds at once, keeps unbinds, and does them when it is paid', async () => {
    const [ending, staying] = [(await bind(1)).body, (await bind(3)).body];
    const before = await calls('bind');
    await stack.control.setApp(RIDES.appKey, { state: 'frozen' });

    const refused = [await bind(5), await bind(7)];
    const bindCalls = (await calls('bind')) - before;
    const accepted = [await unbind(ending), await unbind(ending)];
    const sweeps: unknown[] = [];
    for (let hour = 0; hour < 5; hour += 1) {
      await stack.advance(3600);
      sweeps.push(await stack.invoke('binding-sweeper'));
    }
    const still = await stack.request('GET', `/bindings/${ending.bindingId}`);
    await stack.control.setApp(RIDES.appKey, { state: 'normal' });
    await stack.advance(3600);
    const recovered = await stack.invoke('binding-sweeper');
    const bound = await bind(5);

    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      Array(2).fill([503, 'account-suspended']),
    );
    expect(bindCalls).toBe(2);
    expect(accepted.map(({ status, body }) => [status, body.status])).toEqual(
      Array(2).fill([202, 'releasing']),
    );
    for (const sweep of sweeps) expect(sweep).toMatchObject({ released: 0, remaining: 0 });
    expect(still.body).toMatchObject({ status: 'releasing' });
    expect(recovered).toMatchObject({ released: 1, remaining: 0 });
    expect(bound.status).toBe(201);
    const read = await stack.request('GET', `/bindings/${ending.bindingId}`);
    expect(read.body).toMatchObject({ status: 'released' });
    const left = (await stack.control.bindings()).map(({ subscriptionId }) => subscriptionId);
    expect(left.toSorted()).toEqual(
      [staying, bound.body].map((body) => String((body as never)['subscriptionId'])).toSorted(),
    );
  });
});
