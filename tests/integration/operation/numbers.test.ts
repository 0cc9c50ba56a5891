import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { numbersCommand } from '../../../tools/commands/numbers/command.ts';
import { person, xNumber } from '../../harness/fixtures.ts';
import type { LambdaApi } from '../../harness/lambda-api.ts';
import type { Stack } from '../../harness/stack.ts';
import { runCommand } from './run-command.ts';
import { startTwoApps } from './two-apps.ts';

describe('an operator at the private numbers', () => {
  let stack: Stack;
  let lambda: LambdaApi;
  let folder: string;
  beforeEach(async () => {
    ({ stack, lambda } = await startTwoApps(4, 2));
    folder = await mkdtemp(join(tmpdir(), 'numbers-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
    await lambda.stop();
    await stack.close();
  });

  const numbers = (...written: string[]) => runCommand(numbersCommand, lambda.endpoint, ...written);
  const bind = (a: number, b: number) =>
    stack.request('POST', '/bindings', {
      body: { mode: 'AXB', app: 'rides', a: person(a), b: person(b), areaCode: '0755', areaMatch: 'strict' },
    });
  const audits = () => stack.logs.map((line) => JSON.parse(line)).filter(({ level }) => level === 'audit');

  it('sees how full the pool is, how many numbers a city needs, and hot people by key alone', async () => {
    await bind(1, 2);
    await bind(1, 3);
    await numbers('drain', xNumber(4), '--app', 'rides', '--operator', 'dora');

    const { code, out } = await numbers('report');
    const json = await numbers('report', '--app', 'food', '--json');

    expect(code).toBe(1);
    expect(out.split('\n').slice(0, 7)).toEqual([
      'rides (AXB)',
      '  010: 1 available, 1 draining; 0 live bindings, 0 percent full',
      '    by cause: 1 draining',
      '  0755: 2 available; 2 live bindings, 100 percent full, LOW',
      '    you need at least 2 numbers here, 2 are usable',
      '  people with the most live bindings, by look-up key:',
      expect.stringMatching(/^ {4}[a-z]{32} 0755 2$/),
    ]);
    expect(out).not.toMatch(/\+86/);
    expect(json.code).toBe(0);
    expect(JSON.parse(json.out)).toMatchObject({
      pools: [{ app: 'food', mode: 'AXB', cities: [{ areaCode: '010', needed: 0 }, { areaCode: '0755' }] }],
    });
  });

  it('drains, opens, reserves and gives back a number, and the audit says who', async () => {
    const order = (action: string, ...more: string[]) =>
      numbers(action, xNumber(1), '--operator', 'dora', ...more);

    const dry = await order('drain', '--dry-run');
    const drained = await order('drain');
    const reserved = await order('reserve');
    const opened = await order('open');
    const free = await order('unreserve');

    expect([dry, drained, reserved, opened, free].map(({ code, out }) => [code, out])).toEqual([
      [
        0,
        `rides ${xNumber(1)} 0755 available sms 0 live: would be draining; nothing was changed (--dry-run)`,
      ],
      [0, `rides ${xNumber(1)} 0755 draining sms 0 live`],
      [0, `rides ${xNumber(1)} 0755 draining reserved sms 0 live`],
      [0, `rides ${xNumber(1)} 0755 available reserved sms 0 live`],
      [0, `rides ${xNumber(1)} 0755 available sms 0 live`],
    ]);
    expect(audits()).toMatchObject([
      { event: 'number-changed-by-hand', app: 'rides', operator: 'dora', state: 'draining' },
      { operator: 'dora', reserved: true },
      { operator: 'dora', state: 'available' },
      { operator: 'dora', reserved: false },
    ]);
    expect(JSON.stringify(audits())).not.toMatch(/\+86/);
  });

  it('exports a table that an import reads as it is, and imports with and without force', async () => {
    const file = join(folder, 'numbers.csv');
    const exported = await numbers('export', '--app', 'rides');
    await writeFile(file, exported.out);
    const load = (...more: string[]) =>
      numbers('import', file, '--app', 'rides', '--operator', 'dora', ...more);

    const same = await load();
    await writeFile(file, `${exported.out.split('\n').slice(0, 4).join('\n')}\n${xNumber(90)},021,true\n`);
    const dry = await load('--dry-run');
    const refused = await load();
    const forced = await load('--force');
    const listed = await numbers('list', '--app', 'rides', '--state', 'retired', '--json');

    expect([same.code, same.out.split('\n')[0]]).toEqual([0, '0 added, 0 changed, 0 retired, 4 unchanged']);
    expect([dry.code, dry.out.split('\n').at(-1)]).toEqual([1, 'nothing was changed (--dry-run)']);
    expect([refused.code, refused.told.at(-1)]).toEqual([
      2,
      expect.stringContaining('would retire 1 of the 4'),
    ]);
    expect([forced.code, forced.out.split('\n').slice(-2)[0]]).toEqual([
      0,
      '1 added, 0 changed, 1 retired, 3 unchanged',
    ]);
    expect(JSON.parse(listed.out)).toMatchObject({ items: [{ x: xNumber(4), state: 'retired' }] });
    expect((await numbers('export', '--app', 'rides')).out).not.toContain(xNumber(4));
  });

  it.each([
    [['drain', xNumber(77), '--operator', 'dora'], 'manage-pool failed: there is no such private number'],
    [['report', '--app', 'ridse'], 'manage-pool failed: there is no app with this name'],
    [['list', '--state', 'gone'], expect.stringContaining('state must be "available", "draining"')],
  ])('is told what is wrong with %j', async (written, line) => {
    const { code, told } = await numbers(...written);

    expect([code, told.at(-1)]).toEqual([2, line]);
  });
});
