import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample, signedHeaders } from '../../builders/pushes.ts';
import { person, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type Answer, type Stack, startStack } from '../../harness/stack.ts';
import { createDocumented } from './documented.ts';

const UNKNOWN_ID = 'a'.repeat(32);
const encoded = encodeURIComponent;

describe('what the API answers is what docs/openapi.json says', () => {
  let stack: Stack;
  const documented = createDocumented();
  beforeAll(async () => {
    stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterAll(() => stack.close());

  /** The answer to a request, held against the document. */
  const ask = async (routeKey: string, path: string, options: object = {}): Promise<Answer> => {
    const answer = await stack.request(routeKey.split(' ')[0] ?? '', path, options);
    expect(documented.faultsOf(routeKey, answer), `${routeKey} ${answer.status}`).toEqual([]);
    const isPublic = routeKey.startsWith('GET /problems') && answer.status === 200;
    const kept = isPublic ? 'public, max-age=3600' : 'no-store';
    expect(answer.text === '' || answer.headers.get('cache-control'), routeKey).toBe(
      answer.text === '' || kept,
    );
    return answer;
  };

  const bind = (body: object, headers = {}) => ask('POST /bindings', '/bindings', { body, headers });
  const idOf = (answer: Answer): string => (answer.body as { bindingId: string }).bindingId;

  it('for bindings, from the bind to the end', async () => {
    const pair = { mode: 'AXB', a: person(1), b: person(2) };
    const everything = {
      ...pair,
      b: person(3),
      reference: 'order-42',
      record: true,
      recordTone: 'notice.wav',
      maxCallMinutes: 30,
      lastMinuteTone: 'last.wav',
      sms: true,
      waitingTones: { a: 'a.wav' },
      userData: 'ride 7',
      areaCode: '0755',
      ttlSeconds: 3600,
    };

    const created = await bind(pair);
    const repeated = await bind(pair);
    const full = await bind(everything);
    await ask('GET /bindings/{bindingId}', `/bindings/${idOf(full)}`);
    await ask('GET /bindings/{bindingId}', `/bindings/${idOf(full)}?verify=true`);
    const listed = await ask('GET /bindings', `/bindings?a=${encoded(person(1))}&limit=1`);
    const released = await ask('DELETE /bindings/{bindingId}', `/bindings/${idOf(created)}`);
    await stack.control.setApp(RIDES.appKey, { state: 'frozen' });
    const accepted = await ask('DELETE /bindings/{bindingId}', `/bindings/${idOf(full)}`);
    await stack.control.setApp(RIDES.appKey, { state: 'normal' });

    expect([created, repeated, full, released, accepted].map(({ status }) => status)).toEqual([
      201, 200, 201, 200, 202,
    ]);
    expect(listed.body).toMatchObject({ items: [{}], nextCursor: expect.any(String) });
  });

  it('for changes, temporary callees that no AXB binding has, and the pool of numbers', async () => {
    const bound = await bind({ mode: 'AXB', a: person(41), b: person(42) });
    const path = `/bindings/${idOf(bound)}`;
    const change = (body: object, headers = {}) =>
      ask('PATCH /bindings/{bindingId}', path, { body, headers });

    const answers = [
      await change({ b: person(43), ttlSeconds: 3600 }, { 'if-match': '1' }),
      await change({ callDirection: 'from-a' }, { 'if-match': '1' }),
      await change({ x: xNumber(2) }),
      await change({ ttlSeconds: 1 }),
      await ask('PUT /bindings/{bindingId}/temporary-callee', `${path}/temporary-callee`, {
        body: { callee: person(44) },
      }),
      await ask('GET /numbers', '/numbers?limit=2&state=available'),
      await ask('GET /pool', '/pool?app=rides'),
      await ask('GET /access', '/access'),
      await ask('PUT /numbers', '/numbers?dryRun=true', { body: [{ x: xNumber(1) }, { x: xNumber(99) }] }),
      await ask('PATCH /numbers/{x}', `/numbers/${encoded(xNumber(20))}`, { body: { state: 'draining' } }),
      await ask('PATCH /numbers/{x}', '/numbers/1', { body: { state: 'draining' } }),
      await ask('PATCH /numbers', '/numbers', { body: { x: xNumber(20), reserved: true } }),
      await ask('PATCH /numbers', '/numbers', { body: { x: xNumber(9999), reserved: true } }),
      await ask('POST /bindings/search', '/bindings/search', { body: { a: person(41), limit: 1 } }),
      await ask('POST /bindings/search', '/bindings/search', { body: { a: 1 } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([
      200, 412, 400, 400, 400, 200, 200, 200, 200, 200, 404, 200, 404, 200, 400,
    ]);
  });

  it('for refused requests', async () => {
    const pair = { mode: 'AXB', a: person(11), b: person(12), x: xNumber(5) };
    await bind(pair, { 'idempotency-key': 'one' });

    const answers = [
      await bind({ mode: 'AXB', a: 'nobody', b: person(2), extra: 1 }),
      await bind(pair, { authorization: 'Bearer wrong' }),
      await bind({ ...pair, b: person(13) }),
      await bind({ ...pair, b: person(14) }, { 'idempotency-key': 'one' }),
      await bind({ ...pair, reference: 'x'.repeat(70_000) }),
      await ask('GET /bindings', '/bindings'),
      await ask('GET /bindings/{bindingId}', `/bindings/${UNKNOWN_ID}`),
      await ask('DELETE /bindings/{bindingId}', '/bindings/1'),
      await ask('GET /calls', '/calls?x=1&party=2'),
      await ask('GET /calls/{callId}', `/calls/${UNKNOWN_ID}`),
      await ask('GET /messages', '/messages?limit=0'),
      await ask('POST /webhooks/cdr', '/webhooks/cdr', { body: {} }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([
      400, 401, 409, 422, 413, 400, 404, 404, 400, 404, 400, 401,
    ]);
  });

  it('for a platform that refuses, is slow to allow, or does not answer', async () => {
    const refuse = async (fault: object) => {
      await stack.control.faults.add({ on: 'bind', ...fault } as never);
      return bind({ mode: 'AXB', a: person(21), b: person(22) });
    };

    const rejected = await refuse({ kind: 'result-code', httpStatus: 403, code: '1010040' });
    const suspended = await refuse({ kind: 'result-code', httpStatus: 403, code: '1010029' });
    const throttled = await refuse({ kind: 'throttled' });
    stack.store.judge = ({ name }) => (name === 'put' ? 'before' : 'ok');
    const unstored = await bind({ mode: 'AXB', a: person(23), b: person(24) });
    stack.store.judge = () => 'ok';
    await stack.advance(61);

    const codes = [rejected, suspended, throttled, unstored].map(
      ({ body }) => (body as { code: string }).code,
    );
    expect(codes).toEqual([
      'platform-rejected',
      'account-suspended',
      'platform-throttled',
      'store-unavailable',
    ]);
  });

  it('for calls, their recordings and texts', async () => {
    const tone = { record: true, recordTone: 'notice.wav' };
    const bound = await bind({
      mode: 'AXB',
      a: person(31),
      b: person(32),
      x: xNumber(7),
      sms: true,
      ...tone,
    });
    const call = { from: person(31), to: xNumber(7), outcome: 'answered', talkSeconds: 12 } as const;
    await stack.control.placeCall(call);
    const listed = await ask('GET /calls', `/calls?bindingId=${idOf(bound)}`);
    const { items } = listed.body as { items: { callId: string }[] };
    const callPath = `/calls/${items[0]?.callId}`;

    const pending = await ask('GET /calls/{callId}/recording', `${callPath}/recording`);
    await stack.invoke('recording-archiver');
    const linked = await ask('GET /calls/{callId}/recording', `${callPath}/recording`);
    await ask('GET /calls/{callId}', callPath);
    const stopped = await ask('POST /calls/{callId}/stop', `${callPath}/stop`);
    await ask('POST /calls/{callId}/stop', `/calls/${UNKNOWN_ID}/stop`);
    await ask('GET /calls', `/calls?party=${encoded(person(32))}&from=2026-03-01&limit=1`);
    await stack.control.placeCall({ ...call, outcome: 'busy' });
    await stack.control.placeCall({ ...call, from: person(39), outcome: 'busy' });
    await ask('GET /calls', `/calls?x=${encoded(xNumber(7))}`, { headers: { 'accept-language': 'zh-CN' } });
    await stack.control.sendText({ from: person(32), to: xNumber(7), content: 'On my way' });
    await stack.control.sendText({ from: person(39), to: xNumber(7), content: 'Who is this?' });
    const texts = await ask('GET /messages', `/messages?x=${encoded(xNumber(7))}`);
    await ask('POST /messages/search', '/messages/search', { body: { x: xNumber(7) } });
    await ask('POST /calls/search', '/calls/search', { body: { x: xNumber(7), limit: 1, orphan: false } });

    expect([pending.status, linked.status, stopped.status]).toEqual([409, 200, 200]);
    expect(texts.body).toMatchObject({ items: [{}, {}] });
  });

  it('for pushes, with and without a question, for health and the pages of errors', async () => {
    const push = (routeKey: string, nonce: string, body: object, created = '2026-03-01T08:00:00Z') =>
      ask(routeKey, routeKey.slice('POST '.length), {
        body,
        headers: signedHeaders({ appKey: RIDES.appKey, appSecret: RIDES.appSecret, nonce, created }),
      });
    const { smsEvent } = sample('ax-sms-block');

    const answers = [
      await push('POST /webhooks/call-events', 'nonce1', sample('axb-event-callin')),
      await push('POST /webhooks/cdr', 'nonce2', sample('axb-cdr-answered-recorded')),
      await push('POST /webhooks/sms', 'nonce3', { smsEvent }),
      await push('POST /webhooks/sms', 'nonce4', { hello: 1 }),
      await push('POST /webhooks/cdr', 'nonce5', {}, '2026-02-01T08:00:00Z'),
      await ask('GET /health', '/health'),
      await ask('GET /problems', '/problems'),
      await ask('GET /problems', '/problems', { headers: { accept: 'application/json' } }),
      await ask('GET /problems/{code}', '/problems/already-bound'),
      await ask('GET /problems/{code}', '/problems/pool-exhausted', {
        headers: { accept: 'application/json' },
      }),
      await ask('GET /problems/{code}', '/problems/unknown'),
      await ask('GET /problems/{code}', '/problems/unknown', { headers: { accept: 'application/json' } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 401, 200, 200, 200, 200, 200, 404, 404,
    ]);
    expect(answers.slice(0, 4).map(({ text }) => text)).toEqual([
      '',
      '',
      '{"actions":[{"operation":"DiscardMessage"}]}',
      '',
    ]);
    expect(stack.unhandled).toEqual([]);
  });
});
