import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAmbiguous } from '../../../shared/kernel/platform-outcome.ts';
import { A, aBindRequest, B, OTHER_X, privateNumber, X } from '../../builders/bind-request.ts';
import { anApp, openPlatformStack, type PlatformStack } from './platform-stack.ts';

let stack: PlatformStack;
beforeEach(async () => {
  stack = await openPlatformStack();
});
afterEach(() => stack.close());

const app = anApp();
const pair = { x: X, a: A, b: B };

const bound = async () => {
  const result = await stack.platformOf(app).bind(aBindRequest());
  if (result.kind !== 'ok') throw new Error(`not bound: ${result.kind}`);
  return { subscriptionId: result.value.subscriptionId ?? '' };
};

describe('a binding of the simulated platform', () => {
  it('is found from both sides', async () => {
    const platform = stack.platformOf(app);
    const terms = { callDirection: 'from-a', ttlSeconds: 7200, record: true, recordTone: 'n.wav' } as const;

    const made = await platform.bind(aBindRequest({ terms }));
    const found = await platform.find(pair);
    const foundSwapped = await platform.find({ x: X, a: B, b: A });

    expect(made).toEqual({ kind: 'ok', value: { subscriptionId: expect.any(String), x: X } });
    expect(found).toMatchObject({
      value: { ...pair, callDirection: 'from-a', ttlSeconds: 7200, record: true, recordTone: 'n.wav' },
    });
    expect(foundSwapped).toEqual(found);
  });

  it('leaves its numbers escaped in the request line', async () => {
    await stack.platformOf(app).find(pair);

    const [request] = await stack.requests({ operation: 'query' });
    expect(request?.query).toBe(
      'relationNum=%2B8617000000001&callerNum=%2B8613800000001&calleeNum=%2B8613900000002',
    );
  });

  it('may be made in the older scheme as well', async () => {
    const result = await stack.platformOf(anApp({ scheme: 'WSSE' })).bind(aBindRequest());

    expect(result).toMatchObject({ kind: 'ok' });
    expect((await stack.requests())[0]?.headers).toHaveProperty('x-wsse');
  });

  it('is refused on an X that holds one of the two already', async () => {
    await bound();

    const again = await stack.platformOf(app).bind(aBindRequest());
    const elsewhere = await stack.platformOf(app).bind(aBindRequest({ x: OTHER_X }));

    expect(again).toMatchObject({ kind: 'refused', class: 'conflict', problem: 'number-taken' });
    expect(elsewhere).toMatchObject({ kind: 'ok', value: { x: OTHER_X } });
  });

  it('is chosen by the platform when no X is named, until none is left', async () => {
    const request = aBindRequest({ x: undefined, areaCode: '0755', areaMatch: 'strict' });
    const platform = stack.platformOf(app);

    const results = [
      await platform.bind(request),
      await platform.bind(request),
      await platform.bind(request),
    ];

    expect(results.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'refused']);
    expect(results[2]).toMatchObject({ class: 'exhausted', problem: 'pool-exhausted' });
  });
});

describe('a change of a binding of the simulated platform', () => {
  const terms = { callDirection: 'both', record: false } as const;
  const others = { a: privateNumber('+8613800000003'), b: privateNumber('+8613900000004') };

  it('replaces a side, and starts the life time anew only when it is told', async () => {
    const platform = stack.platformOf(app);
    const { subscriptionId } = await bound();

    const limited = await platform.modify(subscriptionId, { ttlSeconds: 600 }, { ...terms, ttlSeconds: 600 });
    await stack.advance(500);
    const replaced = await platform.modify(subscriptionId, { b: others.b }, { ...terms, ttlSeconds: 600 });
    const alive = await platform.get(subscriptionId);
    await stack.advance(100);
    const over = await platform.get(subscriptionId);

    expect([limited, replaced]).toEqual(Array(2).fill({ kind: 'ok', value: 'modified' }));
    expect(alive).toMatchObject({ value: { a: A, b: others.b, ttlSeconds: 600 } });
    expect(over).toEqual({ kind: 'ok', value: undefined });
  });

  it('that was made although the answer was lost is not refused for itself', async () => {
    const { subscriptionId } = await bound();
    await stack.control.faults.add({ on: 'modify', kind: 'drop-after' });

    const result = await stack.platformOf(app).modify(subscriptionId, { ...others }, terms);

    expect(result).toEqual({ kind: 'ok', value: 'modified', earlierMayApply: true });
    expect(await stack.control.bindings()).toMatchObject([{ ...others }]);
  });

  it('is refused when X holds the new party for another pair', async () => {
    const { subscriptionId } = await bound();
    await stack.platformOf(app).bind(aBindRequest(others));

    const result = await stack.platformOf(app).modify(subscriptionId, { b: others.a }, terms);

    expect(result).toMatchObject({ kind: 'refused', class: 'conflict', problem: 'number-taken' });
  });
});

it('all bindings of an X are listed, page by page', async () => {
  const platform = stack.platformOf(app);
  for (let pair = 100; pair < 213; pair += 1)
    await platform.bind(
      aBindRequest({ a: privateNumber(`+8613800001${pair}`), b: privateNumber(`+8613900001${pair}`) }),
    );

  const first = await platform.list(X, undefined);
  const second = await platform.list(X, first.kind === 'ok' ? first.value.next : '');

  expect(first).toMatchObject({ value: { bindings: { length: 100 }, next: '2' } });
  expect(second).toMatchObject({ value: { bindings: { length: 13 }, next: '3' } });
  expect(await platform.list(X, '3')).toEqual({ kind: 'ok', value: { bindings: [], next: undefined } });
});

describe('a bind that goes wrong', () => {
  it('and is answered too late is a time-out that may have applied', async () => {
    await stack.control.faults.add({ on: 'bind', kind: 'slow', delayMs: 500 });
    const client = stack.connect({}, { totalTimeoutMs: 100 });

    const late = await stack.platformOf(app, client).bind(aBindRequest());

    expect(late).toMatchObject({ kind: 'unanswered', reason: 'time-out', mayHaveApplied: true });
  });

  it('because nobody listens surely was not applied', async () => {
    const client = stack.connect({ platformUrl: 'http://127.0.0.1:1' });

    const result = await stack.platformOf(app, client).bind(aBindRequest());

    expect(result).toMatchObject({ kind: 'unanswered', reason: 'connection', mayHaveApplied: false });
  });

  it.each(['drop-before', 'error-page', 'empty', 'json-200', 'http-500', 'truncated', 'stalled'] as const)(
    'by %s is sent once and counts as possibly applied',
    async (kind) => {
      await stack.control.faults.add({ on: 'bind', kind });
      const client = stack.connect({}, { totalTimeoutMs: 300 });

      const result = await stack.platformOf(app, client).bind(aBindRequest());

      expect(result.kind === 'ok' ? 'ok' : isAmbiguous(result)).toBe(true);
      expect(await stack.requests({ operation: 'bind' })).toHaveLength(1);
    },
  );
});

describe('a call that may be repeated', () => {
  it.each(['drop-before', 'drop-after', 'error-page', 'http-500', 'json-200', 'truncated'] as const)(
    'succeeds in the end after two times %s',
    async (kind) => {
      const { subscriptionId } = await bound();
      await stack.control.faults.add({ on: 'query', kind, times: 2 });

      const result = await stack.platformOf(app).get(subscriptionId);

      expect(result).toMatchObject({ kind: 'ok', value: { subscriptionId } });
      expect(await stack.requests({ operation: 'query' })).toHaveLength(3);
    },
  );

  it('is repeated once after a response time-out of theirs', async () => {
    await stack.control.faults.add({
      on: 'unbind',
      kind: 'result-code',
      httpStatus: 500,
      code: '1023002',
      times: 5,
    });

    const result = await stack.platformOf(app).unbind('subscription-a');

    expect(result).toMatchObject({ kind: 'refused', code: '1023002', problem: 'platform-unavailable' });
    expect(await stack.requests({ operation: 'unbind' })).toHaveLength(2);
  });
});

it('arrears refuse an unbind, and let it through as soon as they are paid', async () => {
  const { subscriptionId } = await bound();
  await stack.control.setApp(app.appKey, { state: 'frozen' });

  const frozen = await stack.platformOf(app).unbind(subscriptionId);
  await stack.control.setApp(app.appKey, { state: 'normal' });
  const paid = await stack.platformOf(app).unbind(subscriptionId);

  expect(frozen).toMatchObject({ kind: 'refused', problem: 'account-suspended' });
  expect(paid).toEqual({ kind: 'ok', value: 'released' });
});

it('no log line shows a number or a secret', async () => {
  await stack.control.faults.add({ on: 'query', kind: 'drop-before', times: 1 });
  const { subscriptionId } = await bound();
  await stack.platformOf(app).find(pair);
  await stack.platformOf(app).bind(aBindRequest());
  await stack.platformOf(app).unbind(subscriptionId);

  expect(stack.lines.length).toBeGreaterThan(8);
  expect(stack.lines.join('\n')).not.toMatch(/13800000001|13900000002|17000000001|made-up-secret/);
});
