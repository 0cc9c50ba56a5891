import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gateCommand } from '../../../tools/commands/gate/command.ts';
import { person, RIDES } from '../../harness/fixtures.ts';
import type { LambdaApi } from '../../harness/lambda-api.ts';
import type { Stack } from '../../harness/stack.ts';
import { runCommand } from './run-command.ts';
import { startTwoApps } from './two-apps.ts';

describe('an operator at the gate before the platform', () => {
  let stack: Stack;
  let lambda: LambdaApi;
  beforeEach(async () => {
    ({ stack, lambda } = await startTwoApps(10, 10));
  });
  afterEach(async () => {
    await lambda.stop();
    await stack.close();
  });

  const gate = (...written: string[]) => runCommand(gateCommand, lambda.endpoint, ...written);
  const bind = (index: number, app = 'rides') =>
    stack.request('POST', '/bindings', {
      body: { mode: 'AXB', app, a: person(index), b: person(index + 1) },
    });
  const fault = (code: string) =>
    stack.control.faults.add({ on: 'any', kind: 'result-code', httpStatus: 403, code, times: 1 });
  const audits = () =>
    stack.logs.map((line) => JSON.parse(line)).filter(({ event }) => event === 'gate-opened');

  it('sees that all are open', async () => {
    expect(await gate()).toEqual({
      code: 0,
      out: '* (every app): open\nrides: open\nfood: open',
      told: [`stage local, ${lambda.endpoint}`],
    });
  });

  it('opens a lock-out before its time; one call goes first, and all flow when it succeeds', async () => {
    await fault('1020176');
    await bind(1);
    await stack.advance(60);
    const shown = await gate();
    const dry = await gate('open', '--dry-run', '--operator', 'dora');
    const between = await bind(3);

    const opened = await gate('open', '--operator', 'dora');
    const binds = await Promise.all([bind(5), bind(7), bind(9, 'food')]);
    const afterwards = await gate();

    expect(shown).toMatchObject({
      code: 1,
      out: '* (every app): locked out, since 2026-03-01T08:00:00.000Z, until 2026-03-01T08:30:00.000Z\nrides: held back by * (every app)\nfood: held back by * (every app)',
    });
    expect([dry.code, dry.out]).toEqual([1, expect.stringContaining('* (every app): would be opened')]);
    expect(between.status).toBe(503);
    expect(opened.code).toBe(0);
    expect(opened.out).toContain('* (every app): a lock-out is over; one call goes first');
    expect(binds.map(({ status }) => status)).toContain(201);
    expect(afterwards.out).toBe('* (every app): open\nrides: open\nfood: open');
    expect(audits()).toEqual([
      expect.objectContaining({
        level: 'audit',
        app: '*',
        operator: 'dora',
        outcome: 'opened',
        was: expect.objectContaining({ state: 'locked-out', until: '2026-03-01T08:30:00.000Z' }),
      }),
    ]);
  });

  it('opens the gate of one app, which shuts anew when its cause is still there', async () => {
    await stack.control.setApp(RIDES.appKey, { appSecret: 'another-secret-0001' });
    for (const index of [1, 3, 5]) await bind(index);
    const shown = await gate();
    const others = await bind(7, 'food');

    const opened = await gate('open', '--app', 'rides', '--operator', 'dora');
    await bind(9);
    const again = await gate();

    expect(shown.out).toContain(
      'rides: locked out, since 2026-03-01T08:00:00.000Z, until 2026-03-01T08:30:00.000Z, 3 failed authentications in a row',
    );
    expect([others.status, opened.code]).toEqual([201, 0]);
    expect(again.out).toContain('rides: locked out');
    expect(again.out).toContain('4 failed authentications in a row');
  });

  it('says of one app that the lock of all holds it back', async () => {
    await fault('1020176');
    await bind(1);

    const opened = await gate('open', '--app', 'rides', '--operator', 'dora');

    expect(opened.code).toBe(1);
    expect(opened.out.split('\n').slice(1)).toEqual([
      'rides: held back by * (every app)',
      'food: held back by * (every app)',
      '',
      "nothing to open for it alone: * (every app) holds it back, give the order with --app '*' or without --app",
    ]);
    expect((await bind(3)).status).toBe(503);
    expect((await gate('open', '--app', '*', '--operator', 'dora')).code).toBe(0);
  });

  it('ends a pause after throttling', async () => {
    await fault('1010010');
    await bind(1);
    const shown = await gate();

    const opened = await gate('open', '--operator', 'dora', '--json');

    expect(shown.out).toContain(
      'rides: pauses, because the platform asked for fewer calls, since 2026-03-01T08:00:00.000Z, until 2026-03-01T08:01:00.000Z',
    );
    expect(JSON.parse(opened.out)).toMatchObject({ opened: [{ app: 'rides', outcome: 'opened' }] });
    expect((await bind(3)).status).toBe(201);
  });

  it('names an app that is not there', async () => {
    expect(await gate('open', '--app', 'ridse', '--operator', 'dora')).toEqual({
      code: 2,
      out: '',
      told: [`stage local, ${lambda.endpoint}`, 'manage-platform failed: there is no app with this name'],
    });
  });
});
