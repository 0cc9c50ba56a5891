import { afterEach, describe, expect, it } from 'vitest';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const A = person(1);
const B = person(2);

describe('a private number of the 700 range', () => {
  let mode: ModeStack;
  afterEach(() => mode.stack.close());

  it.each([
    ['7 digits', '+867000001', '700-0001'],
    ['15 digits', '+86700000000000001', '700 0000 0000 0001'],
  ])('of %s is imported, bound, called, texted, listed, closed and unbound', async (_case, x, written) => {
    mode = await startModeStack('AXB', {
      platformApps: [
        {
          name: 'journey',
          mode: 'AXB',
          appKey: 'TestAppKeyMode00000000000001',
          appSecret: 'test-app-secret-mode-0001',
          numbers: [{ x, areaCode: '0755', sms: true }],
          pushUrls: {},
        },
      ],
    });
    const path = `/numbers/${encodeURIComponent(x)}`;

    const imported = await mode.stack.request('PUT', '/numbers?force=true', {
      body: `x,areaCode,sms\n${written},0755,true\n`,
      headers: { 'content-type': 'text/csv' },
    });
    const bound = await mode.bind({ a: A, b: B, sms: true });
    const sent = await mode.sent();
    const reached = await mode.dial(A, x);
    await mode.stack.control.sendText({ from: B, to: x, content: 'On my way' });
    const calls = await mode.stack.request('GET', `/calls?x=${encodeURIComponent(x)}`);
    const messages = await mode.stack.request('GET', `/messages?x=${encodeURIComponent(x)}`);
    const found = await mode.stack.request('GET', `/bindings?x=${encodeURIComponent(x)}`);
    const closed = await mode.ask('PATCH', path, { state: 'draining' });
    const verified = await mode.verify(bound.body.bindingId);
    const released = await mode.ask('DELETE', `/bindings/${bound.body.bindingId}`);

    expect(imported.body).toMatchObject({ added: 1 });
    expect([bound.status, bound.body.x, reached]).toEqual([201, x, B]);
    expect(sent[0]?.body).toMatchObject({ callerNum: A, calleeNum: B, relationNum: x });
    const { bindingId } = bound.body;
    expect(calls.body).toMatchObject({ items: [{ x, bindingId, caller: A, callee: B }] });
    expect(messages.body).toMatchObject({ items: [{ x, bindingId }] });
    expect(found.body).toMatchObject({ items: [{ x, bindingId }] });
    expect(closed).toMatchObject({ status: 200, body: { x, state: 'draining', liveBindings: 1 } });
    expect(verified).toEqual({ state: 'match', differences: [] });
    expect([released.status, released.body.status]).toEqual([200, 'released']);
  });
});
