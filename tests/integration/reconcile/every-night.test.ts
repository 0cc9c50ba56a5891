import { afterEach, describe, expect, it } from 'vitest';
import type { ReconcileAllReport } from '../../../shared/bindings/reconcile/reconcile-all.ts';
import { person, poolNumbers, RIDES, simulatorApp } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { consoleOf } from './console.ts';

const NUMBERS = poolNumbers(3);
const HOMES_NUMBERS = poolNumbers(3, 11);

const HOMES = {
  name: 'homes',
  mode: 'AXB' as const,
  appKey: 'TestAppKeyHomes0000000000001',
  appSecret: 'test-app-secret-homes-0001',
};

describe('the nightly comparison', () => {
  let stack: Stack;
  let people = 0;
  const start = async (rides: object, homes: object = {}) => {
    stack = await startStack({
      store: 'memory',
      startAt: new Date('2026-03-01T18:00:00.000Z'),
      apps: [
        { ...HOMES, numbers: HOMES_NUMBERS, ...homes },
        { ...RIDES, numbers: NUMBERS, ...rides },
      ],
      platformApps: [simulatorApp(RIDES, NUMBERS), { ...HOMES, numbers: HOMES_NUMBERS, pushUrls: {} }],
    });
  };
  afterEach(() => stack.close());

  /** A binding of ours that the platform does not have any more. */
  const aMissingOne = async (): Promise<string> => {
    people += 2;
    const body = { mode: 'AXB', app: 'rides', a: person(people), b: person(people + 1) };
    const answer = await stack.request('POST', '/bindings', { body });
    expect(answer.status, answer.text).toBe(201);
    const { bindingId, subscriptionId } = answer.body as { bindingId: string; subscriptionId: string };
    await consoleOf(stack).unbind(subscriptionId);
    return bindingId;
  };
  const statusOf = async (bindingId: string): Promise<string> => {
    const { body } = await stack.request('GET', `/bindings/${bindingId}`);
    return (body as { status: string }).status;
  };
  const atNight = (event: object = {}): Promise<ReconcileAllReport> => stack.invoke('reconcile', event);

  it('reports on every app and changes nothing, though another app fails', async () => {
    await start({}, { appSecret: 'a-wrong-secret' });
    const bindingId = await aMissingOne();

    const { reports, failed, left } = await atNight();

    const rides = reports.find(({ app }) => app === 'rides');
    expect(rides).toMatchObject({
      numbers: 3,
      repair: false,
      findings: [{ kind: 'missing-there', bindingId, action: 'repairable' }],
    });
    expect(failed).toEqual([{ app: 'homes', code: expect.any(String) }]);
    expect(left).toEqual([]);
    expect(await statusOf(bindingId)).toBe('active');
  });

  it('repairs where the app says so', async () => {
    await start({ reconcile: 'repair' });
    const bindingId = await aMissingOne();

    const { reports, failed } = await atNight();

    const repaired = { kind: 'missing-there', bindingId, action: 'repaired' };
    expect(reports).toMatchObject([
      { app: 'homes', numbers: 3, findings: [] },
      { app: 'rides', numbers: 3, findings: [repaired] },
    ]);
    expect(failed).toEqual([]);
    expect(await statusOf(bindingId)).toBe('released');
  });

  it('counts its findings for the alarm, and an operator who compares by hand does not', async () => {
    await start({});
    await aMissingOne();
    const counted = () => stack.logs.filter((line) => line.includes('"reconcileFindings":1'));

    await atNight({ app: 'rides' });
    await atNight({ app: 'rides', repair: true });
    expect(counted()).toEqual([]);

    await aMissingOne();
    await atNight();
    expect(counted()).toHaveLength(1);
  });

  it('goes on with an app that was throttled, a few minutes later and with no other', async () => {
    await start({});
    const bindingId = await aMissingOne();
    await stack.control.faults.add({ on: 'query', kind: 'throttled', appKey: RIDES.appKey });

    const begun = await atNight();
    await stack.advance(300);
    const resumed = await atNight({ resume: true });
    const nothing = await atNight({ resume: true });

    expect(begun).toMatchObject({ failed: [], left: ['rides'] });
    expect(resumed).toMatchObject({ reports: [{ app: 'rides', findings: [{ bindingId }] }], left: [] });
    expect(nothing).toEqual({ reports: [], failed: [], left: [] });
  });
});
