import { afterEach, describe, expect, it } from 'vitest';
import { runPrivacyOrder } from '../../../tools/commands/privacy/run.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';
import { openedItems } from './opened-items.ts';
import { PERSON } from './people-in-all-modes.ts';

const [R, Q] = [person(1), person(2)];
const DIGITS = PERSON.slice('+86'.length);

let mode: ModeStack;
afterEach(() => mode.stack.close());

const erase = (more: { dryRun?: boolean; endLive?: boolean } = {}) =>
  runPrivacyOrder(
    { action: 'erase', operator: 'dora', dryRun: false, endLive: true, ...more },
    PERSON,
    (functionFolder, event) => mode.stack.invoke(functionFolder, event),
    () => undefined,
  );

const leftOf = ({ report }: Awaited<ReturnType<typeof erase>>) =>
  report.left.filter(({ why }) => why !== 'order-in-force');

/** Where the number still stands in the tables, beside the orders that act. */
const places = async (): Promise<readonly string[]> =>
  (await openedItems(mode.stack))
    .filter(({ pk, text }) => pk !== 'PERSONS' && pk !== 'ERASURES' && text.includes(DIGITS))
    .map(({ pk }) => pk.slice(0, 2));

describe('the erasure of a person of whom bindings of strangers tell', () => {
  it.each([
    { name: 'AXB', body: { a: R, b: Q, reference: `order-${DIGITS}` } },
    { name: 'AXE', body: { a: R, reference: `order-${DIGITS}`, ttlSeconds: 3600 } },
    { name: 'AX', body: { a: R, reference: `2026${DIGITS}10` } },
    { name: 'AXYB', body: { a: R, b: Q, areaCode: '0755', reference: `order-${DIGITS}` } },
  ] as const)(
    'leaves a binding that has the number in its reference alone: $name',
    async ({ name, body }) => {
      mode = await startModeStack(name, { store: 'memory' });
      const bound = await mode.bind(body);
      const { stack, sent } = mode;
      await sent();

      const dry = await erase({ dryRun: true, endLive: false });
      const erased = await erase({ endLive: false });

      expect([bound.status, dry.refused, dry.report.left]).toEqual([201, false, []]);
      expect([erased.refused, leftOf(erased)]).toEqual([false, []]);
      const left = await mode.read(bound.body.bindingId);
      expect(left).toMatchObject({ status: 'active', a: R });
      expect(left).not.toHaveProperty('reference');
      expect(await sent()).toEqual([]);
      expect(await stack.control.bindings()).toHaveLength(1);
      expect(await places()).toEqual([]);
    },
  );

  it('takes the number out of the first answer of a request whose binding lives with another one', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const key = { 'idempotency-key': 'first' };
    const request = { mode: 'AXB', a: PERSON, b: Q };
    const bound = await mode.ask('POST', '/bindings', request, key);
    const { bindingId } = bound.body;
    await mode.ask('PATCH', `/bindings/${bindingId}`, { a: R });
    await mode.stack.advance(3600);

    const erased = await erase();
    const repeated = await mode.ask('POST', '/bindings', request, key);

    expect([erased.refused, leftOf(erased)]).toEqual([false, []]);
    expect(await mode.read(bindingId)).toMatchObject({ status: 'active', a: R, b: Q });
    expect(await places()).toEqual([]);
    expect(repeated.body).toMatchObject({ bindingId, a: '+0000000000' });
  });

  it('waits for a change that may still bring the person', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { bindingId } = (await mode.bind({ a: R, b: Q })).body;
    await mode.stack.control.faults.add({ on: 'modify', kind: 'drop-after', times: 9 });
    await mode.stack.control.faults.add({
      on: 'query',
      kind: 'result-code',
      httpStatus: 403,
      code: '1012001',
      times: 9,
    });
    const change = await mode.ask('PATCH', `/bindings/${bindingId}`, { b: PERSON });

    const erased = await erase();

    expect(change.status).toBe(503);
    expect(leftOf(erased)).toContainEqual({ kind: 'binding', id: bindingId, why: 'live', roles: ['b'] });
    expect(await mode.read(bindingId)).toMatchObject({ status: 'active', a: R });
  });

  it('takes a temporary callee away and leaves the binding of the A who reached the person', async () => {
    mode = await startModeStack('AX', { store: 'memory' });
    const { bindingId, x } = (await mode.bind({ a: R })).body;
    const set = await mode.ask('PUT', `/bindings/${bindingId}/temporary-callee`, {
      callee: PERSON,
      ttlSeconds: 86_400,
    });
    const dry = await erase({ endLive: false });

    const erased = await erase();
    await mode.stack.advance(2);

    expect(set.status).toBe(200);
    expect([dry.refused, dry.report.left.map(({ roles }) => roles)]).toEqual([true, [['temporary-callee']]]);
    expect(leftOf(erased)).toEqual([]);
    const left = await mode.read(bindingId);
    expect(left).toMatchObject({ status: 'active', a: R });
    expect(left).not.toHaveProperty('temporaryCallee');
    expect(await mode.dial(R, x)).not.toBe(PERSON);
    expect(await places()).toEqual([]);
  });
});

describe('calls and texts of strangers whose userData happens to have the number', () => {
  it('keep their recording, their words and their ids, and are handed out to nobody', async () => {
    mode = await startModeStack('AXB', { store: 'memory' });
    const { stack } = mode;
    const terms = { record: true, recordTone: 'notice.wav', userData: `order-2026${DIGITS}10` };
    const bound = await mode.bind({ a: R, b: Q, ...terms });
    const { x, bindingId } = bound.body;
    await stack.control.placeCall({ from: R, to: x, outcome: 'answered', talkSeconds: 12 });
    await stack.control.sendText({ from: Q, to: x, content: 'at the north gate' });
    await stack.invoke('recording-archiver');
    const [before] = await callsOf(bindingId);

    const exported = await runPrivacyOrder(
      { action: 'export', operator: 'dora', dryRun: false, endLive: false },
      PERSON,
      (functionFolder, event) => stack.invoke(functionFolder, event),
      () => undefined,
    );
    const erased = await erase();

    expect([bound.status, before?.recording.status]).toEqual([201, 'archived']);
    const copy = JSON.stringify(exported.report.records);
    expect(copy).toContain(`order-2026${DIGITS}10`);
    for (const hidden of ['X-Amz', 'north gate', x.slice(3), '"startedAt"'])
      expect(copy, hidden).not.toContain(hidden);
    expect(leftOf(erased)).toEqual([]);
    expect(await callsOf(bindingId)).toEqual([before]);
    expect((await stack.request('GET', `/calls/${before?.callId}/recording`)).status).toBe(200);
    const messages = (await stack.request('GET', `/messages?bindingId=${bindingId}`)).body as {
      items: { content: string }[];
    };
    expect(messages.items.map(({ content }) => content)).toEqual(['at the north gate']);
    expect((await places()).filter((place) => place !== 'B#')).toEqual([]);
  });

  const callsOf = async (bindingId: string) => {
    const { body } = await mode.stack.request('GET', `/calls?bindingId=${bindingId}`);
    return (body as { items: { callId: string; recording: { status: string } }[] }).items;
  };
});

describe('the erasure of a person whose route of mode X nobody has taken away', () => {
  it.each([
    { side: 'a', body: { a: PERSON, b: Q } },
    { side: 'b', body: { a: R, b: PERSON } },
  ])(
    'leaves no number in the place of the partner, where the binding ended by its time: $side',
    async ({ body }) => {
      mode = await startModeStack('X', { store: 'memory' });
      const bound = await mode.bind({ ...body, x: xNumber(1), ttlSeconds: 600 });
      await mode.stack.advance(3600);
      await mode.stack.invoke('binding-sweeper');

      const erased = await erase({ endLive: false });

      expect([bound.status, erased.refused, leftOf(erased)]).toEqual([201, false, []]);
      expect(await places()).toEqual([]);
    },
  );

  it('takes words about the person out of a route of strangers, which goes on', async () => {
    mode = await startModeStack('X', { store: 'memory' });
    const words = { reference: `order-${DIGITS}`, userData: `order-2026${DIGITS}10` };
    const bound = await mode.bind({ a: R, b: Q, x: xNumber(1), ...words });

    const erased = await erase();

    expect([bound.status, leftOf(erased)]).toEqual([201, []]);
    expect(await mode.read(bound.body.bindingId)).toMatchObject({ status: 'active', a: R, b: Q });
    expect(await mode.dial(R, xNumber(1))).toBe(Q);
    expect(await places()).toEqual([]);
  });
});
