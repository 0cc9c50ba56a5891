import { afterEach, describe, expect, it } from 'vitest';
import type { ReconcileReport } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { person, poolNumbers, xNumber } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { AX_PATH, consoleOf } from './console.ts';

type Body = { bindingId: string; subscriptionId: string; status: string };

const NUMBERS = poolNumbers(6);

const appOf = (mode: Mode) => ({
  name: 'other',
  mode,
  appKey: 'TestAppKeyOther0000000000001',
  appSecret: 'test-app-secret-other-0001',
  numbers: NUMBERS,
});

describe('the comparison in the other modes', () => {
  let stack: Stack;
  afterEach(() => stack.close());

  const start = async (mode: Mode): Promise<void> => {
    const app = appOf(mode);
    stack = await startStack({
      startAt: new Date('2026-03-01T08:00:00.000Z'),
      apps: [app],
      platformApps: [{ ...app, pushUrls: {} }],
    });
  };
  const bind = async (mode: Mode, index: number, more: object): Promise<Body> => {
    const body = { mode, a: person(index), ttlSeconds: 7200, ...more };
    const answer = await stack.request('POST', '/bindings', { body });
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const reconcile = async (repair = false): Promise<ReconcileReport> =>
    stack.invoke('reconcile', { app: 'other', repair });

  it.each<[Mode, object]>([
    ['AX', {}],
    ['AXE', {}],
    ['AXYB', { b: person(90) }],
    ['AXYB', {}],
  ])('%s %j: agrees, then misses what the platform has forgotten, and ends it here', async (mode, more) => {
    await start(mode);
    const bound = [await bind(mode, 1, more), await bind(mode, 2, more)];

    const agreed = await reconcile();
    await stack.control.reset();
    const missed = await reconcile();
    const repaired = await reconcile(true);
    const after = await reconcile();

    expect(agreed).toMatchObject({ mode, numbers: 6, ours: 2, theirs: 2, findings: [], unread: [] });
    expect(missed.findings.map(({ kind, bindingId }) => `${kind} ${bindingId}`).toSorted()).toEqual(
      bound.map(({ bindingId }) => `missing-there ${bindingId}`).toSorted(),
    );
    expect(repaired.findings.map(({ action }) => action)).toEqual(['repaired', 'repaired']);
    expect(after).toMatchObject({ ours: 0, theirs: 0, findings: [] });
    for (const { bindingId } of bound)
      expect((await stack.request('GET', `/bindings/${bindingId}`)).body).toMatchObject({
        status: 'released',
      });
  });

  it('AX: texts and calls that somebody has switched off are told, and texts switched on again', async () => {
    await start('AX');
    const { bindingId, subscriptionId } = await bind('AX', 1, {});
    const change = { privateSms: 'false', turnFlag: 'off' };
    await consoleOf(stack, appOf('AX'), AX_PATH).modify(subscriptionId, change);

    const verified = await stack.request('GET', `/bindings/${bindingId}?verify=true`);
    const seen = await reconcile();
    const repaired = await reconcile(true);
    const after = await reconcile();

    const differences = ['sms', 'turnFlag'];
    expect(verified.body).toMatchObject({ platform: { state: 'drift', differences } });
    expect(seen.findings).toMatchObject([
      { kind: 'different', bindingId, differences, action: 'repairable' },
    ]);
    expect(repaired.findings).toMatchObject([{ kind: 'different', action: 'partly' }]);
    expect(after.findings).toMatchObject([{ differences: ['turnFlag'], action: 'none' }]);
  });

  it('X has nothing at the platform, so there is nothing to find', async () => {
    await start('X');
    await bind('X', 1, { b: person(2), x: xNumber(1) });

    const report = await reconcile(true);

    expect(report).toMatchObject({ mode: 'X', findings: [], unread: [], theirs: 0 });
  });
});
