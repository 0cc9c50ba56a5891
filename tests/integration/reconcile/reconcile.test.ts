import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReconcileReport } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { person, poolNumbers, RIDES, simulatorApp, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { consoleOf } from './console.ts';

type Body = { bindingId: string; subscriptionId: string; x: string; status: string; version: number };

const NUMBERS = poolNumbers(6);
const AGREED = { findings: [], unread: [], unjudged: 0 };

describe('the comparison with the platform', () => {
  let stack: Stack;
  let theConsole: ReturnType<typeof consoleOf>;
  let people = 0;
  beforeEach(async () => {
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: [{ ...RIDES, numbers: NUMBERS }],
      platformApps: [simulatorApp(RIDES, NUMBERS)],
    });
    theConsole = consoleOf(stack);
  });
  afterEach(() => stack.close());

  const bind = async (more: object = {}): Promise<Body> => {
    people += 2;
    const body = { mode: 'AXB', a: person(people), b: person(people + 1), ...more };
    const answer = await stack.request('POST', '/bindings', { body });
    expect(answer.status).toBe(201);
    return answer.body as Body;
  };
  const read = async (bindingId: string): Promise<Body & { platform: object }> =>
    (await stack.request('GET', `/bindings/${bindingId}?verify=true`)).body as never;
  const reconcile = async (more: object = {}): Promise<ReconcileReport> =>
    stack.invoke('reconcile', { app: 'rides', ...more });
  const repair = () => reconcile({ repair: true });

  it('finds nothing where both sides agree', async () => {
    const live = [await bind(), await bind({ ttlSeconds: 7200 }), await bind({ maxCallMinutes: 9 })];
    const ended = await bind();
    await stack.request('DELETE', `/bindings/${ended.bindingId}`);

    const report = await reconcile();

    expect(report).toMatchObject({ ...AGREED, app: 'rides', mode: 'AXB', repair: false, numbers: 6 });
    expect([report.theirs, report.ours, report.inProgress]).toEqual([live.length, live.length, 0]);
    expect(report.next).toBeUndefined();
  });

  it('reports a binding that somebody else made, and leaves it alone', async () => {
    const subscriptionId = await theConsole.bind(xNumber(1), person(90_001), person(90_002));

    const report = await repair();

    expect(report.findings).toEqual([
      {
        kind: 'unknown-here',
        number: { key: expect.stringMatching(/^[a-z]+$/), lastDigits: '01' },
        subscriptionId,
        action: 'none',
      },
    ]);
    expect((await stack.control.bindings()).map((binding) => binding.subscriptionId)).toContain(
      subscriptionId,
    );
    await theConsole.unbind(subscriptionId);
  });

  it('ends here what is gone there', async () => {
    const { bindingId, subscriptionId, x } = await bind();
    await theConsole.unbind(subscriptionId);

    const seen = await reconcile();
    const repaired = await repair();
    const again = await reconcile();

    const finding = { kind: 'missing-there', bindingId, subscriptionId };
    expect(seen.findings).toMatchObject([{ ...finding, action: 'repairable' }]);
    expect(repaired.findings).toMatchObject([{ ...finding, action: 'repaired' }]);
    expect(again).toMatchObject(AGREED);
    expect((await read(bindingId)).status).toBe('released');
    expect(await bind({ a: person(people), b: person(people + 1), x })).toMatchObject({ x });
  });

  it('ends there what has ended here', async () => {
    const { bindingId, subscriptionId } = await bind();
    // Ended with an answer that was not true, as a fault of the platform would be.
    await stack.control.faults.add({ on: 'unbind', kind: 'result-code', httpStatus: 403, code: '1016001' });
    await stack.request('DELETE', `/bindings/${bindingId}`);

    const seen = await reconcile();
    const repaired = await repair();

    expect(seen.findings).toMatchObject([
      { kind: 'ended-here', bindingId, subscriptionId, action: 'repairable' },
    ]);
    expect(repaired.findings).toMatchObject([{ kind: 'ended-here', action: 'repaired' }]);
    expect(await reconcile()).toMatchObject(AGREED);
    expect((await stack.control.bindings()).map((one) => one.subscriptionId)).not.toContain(subscriptionId);
  });

  it('sets there what differs, without a new life time', async () => {
    const { bindingId, subscriptionId } = await bind({ ttlSeconds: 7200 });
    await stack.advance(600);
    await theConsole.modify(subscriptionId, { callDirection: 1, maxDuration: 7, calleeNum: person(90_003) });
    const [before] = (await stack.control.bindings()).filter((one) => one.subscriptionId === subscriptionId);

    const seen = await reconcile();
    const repaired = await repair();

    const [after] = (await stack.control.bindings()).filter((one) => one.subscriptionId === subscriptionId);
    expect(seen.findings).toMatchObject([
      {
        kind: 'different',
        bindingId,
        differences: ['b', 'callDirection', 'maxCallMinutes'],
        action: 'repairable',
      },
    ]);
    expect(repaired.findings).toMatchObject([{ kind: 'different', action: 'repaired' }]);
    expect(await reconcile()).toMatchObject(AGREED);
    expect((await read(bindingId)).platform).toEqual({ state: 'match', differences: [] });
    expect(after?.expiresAt).toBe(before?.expiresAt);
  });

  it('sets texts, tones and flags there, and takes away tones that nobody set here', async () => {
    const { bindingId, subscriptionId } = await bind({ sms: true, userData: 'ours' });
    await theConsole.modify(subscriptionId, {
      privateSms: 'false',
      userData: 'theirs',
      preVoice: { callerHintTone: 'theirs.wav' },
    });

    const seen = await reconcile();
    const repaired = await repair();

    expect(seen.findings).toMatchObject([
      {
        kind: 'different',
        bindingId,
        differences: ['sms', 'userData', 'waitingTones'],
        action: 'repairable',
      },
    ]);
    expect(repaired.findings).toMatchObject([{ bindingId, action: 'repaired' }]);
    expect(await reconcile()).toMatchObject(AGREED);
  });

  it('reports another life time, which it cannot fix without starting it anew', async () => {
    const { bindingId, subscriptionId } = await bind({ ttlSeconds: 7200 });
    await theConsole.modify(subscriptionId, { duration: 3600 });

    const report = await repair();

    expect(report.findings).toMatchObject([
      { kind: 'different', bindingId, differences: ['ttlSeconds'], action: 'none' },
    ]);
    await stack.request('DELETE', `/bindings/${bindingId}`);
  });

  it('reports a life time that somebody has started anew', async () => {
    const { bindingId, subscriptionId } = await bind({ ttlSeconds: 7200 });
    await stack.advance(1800);
    await theConsole.modify(subscriptionId, { duration: 7200 });

    const verified = await read(bindingId);
    const report = await repair();

    expect(verified.platform).toEqual({ state: 'drift', differences: ['expiresAt'] });
    expect(report.findings).toMatchObject([
      { kind: 'different', bindingId, differences: ['expiresAt'], action: 'none' },
    ]);
    await stack.request('DELETE', `/bindings/${bindingId}`);
  });

  it('takes a change of ours for no other life time, nor one of somebody that a repair sets back', async () => {
    const { bindingId, subscriptionId } = await bind({ ttlSeconds: 7200 });
    await stack.advance(1800);
    await stack.request('PATCH', `/bindings/${bindingId}`, { body: { maxCallMinutes: 5 } });
    const changed = await read(bindingId);
    await stack.advance(1800);
    await theConsole.modify(subscriptionId, { maxDuration: 7 });
    const theirs = await read(bindingId);
    await repair();
    const repaired = await read(bindingId);
    await stack.request('DELETE', `/bindings/${bindingId}`);

    expect([changed.platform, theirs.platform, repaired.platform]).toEqual([
      { state: 'match', differences: [] },
      { state: 'drift', differences: ['maxCallMinutes'] },
      { state: 'match', differences: [] },
    ]);
  });

  it('takes what is in the making for no finding, and resolves it once its maker is gone', async () => {
    let killed = false;
    stack.store.judge = ({ name, input }) => {
      const item = JSON.stringify('item' in input ? input.item : {});
      if (name === 'put' && item.includes('"status":"active"')) killed = true;
      return killed ? 'before' : 'ok';
    };
    await stack.request('POST', '/bindings', {
      body: { mode: 'AXB', a: person(90_010), b: person(90_011), reference: 'killed' },
    });
    stack.store.judge = () => 'ok';

    const early = await repair();
    await stack.advance(61);
    const seen = await reconcile();
    const resolved = await repair();

    const found = await stack.request('GET', '/bindings?reference=killed');
    expect(early).toMatchObject({ ...AGREED, inProgress: 2, resolved: 0 });
    expect(seen).toMatchObject({ ...AGREED, resolved: 0 });
    expect(resolved).toMatchObject({ ...AGREED, resolved: 1 });
    expect(found.body).toMatchObject({ items: [{ status: 'active' }] });
  });

  it('doubts an answer by which most of what lives is gone, until it is forced', async () => {
    const live = (await stack.control.bindings()).map(({ subscriptionId }) => subscriptionId);
    for (const subscriptionId of live) await theConsole.unbind(subscriptionId);
    for (let more = live.length; more < 6; more += 1) await theConsole.unbind((await bind()).subscriptionId);

    const looked = await reconcile();
    const couldForce = await reconcile({ force: true });
    const withheld = await repair();
    const still = await reconcile();
    const forced = await reconcile({ repair: true, force: true });

    expect(withheld.findings.length).toBeGreaterThanOrEqual(6);
    expect(new Set(withheld.findings.map(({ kind, action }) => `${kind} ${action}`))).toEqual(
      new Set(['missing-there withheld']),
    );
    expect(new Set(looked.findings.map(({ action }) => action))).toEqual(new Set(['withheld']));
    expect(new Set(couldForce.findings.map(({ action }) => action))).toEqual(new Set(['repairable']));
    expect(still.findings).toHaveLength(withheld.findings.length);
    expect(new Set(forced.findings.map(({ action }) => action))).toEqual(new Set(['repaired']));
    expect(await reconcile()).toMatchObject({ ...AGREED, ours: 0, theirs: 0 });
  });

  it('names numbers it may not list, and goes on', async () => {
    await stack.control.faults.add({ on: 'query', kind: 'result-code', httpStatus: 403, code: '1012001' });

    const report = await reconcile();

    expect(report).toMatchObject({ numbers: 5, findings: [], unjudged: 0 });
    expect(report.unread).toEqual([
      {
        number: { key: expect.stringMatching(/^[a-z]+$/), lastDigits: expect.stringMatching(/^0[1-6]$/) },
        code: 'platform-rejected',
        platformCode: '1012001',
      },
    ]);
  });

  it('stops when no number would be answered, and says where to go on', async () => {
    await stack.control.faults.add({ on: 'query', kind: 'throttled' });

    const stopped = await reconcile();
    const held = await reconcile({ from: stopped.next });
    await stack.advance(61);
    const rest = await reconcile({ from: stopped.next });

    expect(stopped).toMatchObject({ numbers: 0, stoppedBy: { code: 'platform-throttled' } });
    expect(held.next).toBe(stopped.next);
    expect(rest).toMatchObject({ ...AGREED, numbers: 6 });
  });

  it('shows no phone number, neither in a report nor in the log', async () => {
    const { subscriptionId } = await bind();
    await theConsole.modify(subscriptionId, { calleeNum: person(90_020) });
    const foreign = await theConsole.bind(xNumber(2), person(90_021), person(90_022));

    const report = await repair();
    await theConsole.unbind(foreign);

    const text = [
      JSON.stringify({
        ...report,
        findings: report.findings.map(({ subscriptionId: _id, ...rest }) => rest),
      }),
      ...stack.logs,
    ].join('\n');
    expect(report.findings).toHaveLength(2);
    expect(text).not.toMatch(/(?:138|170)\d{8}/);
  });

  it.each([
    ['an app that is not there', { app: 'others' }, 'there is no app with this name'],
    [
      'a misspelt field',
      { app: 'rides', repairs: true },
      'the event is not valid: repairs is not a known field',
    ],
    [
      'a text for a flag',
      { app: 'rides', repair: 'no' },
      'the event is not valid: repair must be true or false',
    ],
  ])('answers an order for %s with the reason, and does not fail', async (_case, event, reason) => {
    const before = stack.logs.length;

    expect(await stack.invoke('reconcile', event)).toEqual({ refused: reason });

    const lines = stack.logs
      .slice(before)
      .map((line) => JSON.parse(line) as { level: string; event: string });
    expect(lines.map(({ level, event }) => [level, event])).toEqual([['warn', 'order-refused']]);
    expect(lines[0]).toMatchObject({ reason });
  });

  it.each([
    ['a repair of no app', { repair: true }],
    ['a text for a flag of the night', { resume: 'yes' }],
  ])('refuses %s', async (_case, event) => {
    await expect(stack.invoke('reconcile', event)).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
