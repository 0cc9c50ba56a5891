import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { callsCommand } from '../../../tools/commands/calls/command.ts';
import { exportCommand } from '../../../tools/commands/export/command.ts';
import { numbersCommand } from '../../../tools/commands/numbers/command.ts';
import type { OpsCommand } from '../../../tools/commands/ops/command.ts';
import { reportsCommand } from '../../../tools/commands/reports/command.ts';
import { usageCommand } from '../../../tools/commands/usage/command.ts';
import { runCommand } from '../operation/run-command.ts';
import { type Bound, bindIn } from './journey.ts';
import type { LeakStack } from './leak-stack.ts';
import { CARD, MASKED_KEY, NAME, numbersOf, PEOPLE } from './planted.ts';

const { a, b, callee, line, next, stranger, typed } = PEOPLE;
const DORA = ['--operator', 'dora'];
const by = (name: string, value: string): string => `${name}=${encodeURIComponent(value)}`;

/** A report of the actual user of a number. */
export const reportOf = (number: string, changes: object = {}) => ({
  agreeAuthorizationStatement: true,
  numbers: [{ number, name: NAME, identityCard: CARD, ...changes }],
});

/** Everything that a business asks about people beside bindings: reports, blocks, a changed phone, usage, the pool. */
export const businessAsks = async (leaks: LeakStack, mode: Mode, { x }: Bound): Promise<void> => {
  const { ask } = leaks;
  const app = mode.toLowerCase();
  await bindIn(leaks, mode, { a: stranger }, '-moved');
  for (const dryRun of [true, false])
    await ask('POST', `/parties/change?dryRun=${dryRun}`, { from: stranger, to: callee, app });
  const blocked = await ask('POST', '/blocks', { party: callee, app, reason: 'rude', endLive: true });
  expect([mode, blocked.status]).toEqual([mode, 201]);
  await bindIn(leaks, mode, { a: callee }, '-blocked');
  for (const key of [undefined, MASKED_KEY])
    for (const path of [
      `/blocks?app=${app}`,
      `/blocks?${by('party', callee)}`,
      `/bindings?${by('party', b)}&limit=1`,
      `/bindings?${by('x', x)}&at=2026-03-01T08:30:00Z`,
      `/calls?app=${app}&orphan=true&limit=2`,
    ])
      await ask('GET', path, undefined, key === undefined ? {} : { key });
  await ask('DELETE', `/blocks/${(blocked.body as { blockId: string }).blockId}`);
};

/** Reports of all, once: they belong to no app. */
export const businessReports = async ({ ask, stack, invoke }: LeakStack): Promise<void> => {
  for (const number of [a, b, next])
    expect((await ask('POST', '/reports', reportOf(number))).status).toBe(202);
  await ask('POST', '/reports', reportOf(line, { operatorNumber: stranger }));
  await stack.control.reports.decide({ number: a, outcome: 'reported' });
  await stack.control.reports.decide({ number: b, outcome: 'failed', failReason: `${NAME} ${CARD} ${b}` });
  await invoke('report-numbers');
  for (const path of ['/reports', `/reports?${by('number', a)}`, `/reports?${by('number', b)}`])
    await ask('GET', path);
  await ask('DELETE', `/reports?${by('number', next)}`);
};

/** The sums of what was called and written, as rows and as a sheet, and what is planned by them. */
export const businessCounts = async ({ ask, invoke, stack }: LeakStack): Promise<void> => {
  await stack.followChanges();
  await stack.advance(1);
  for (const [job, event] of BUSINESS_JOBS) await invoke(job, event);
  const json = { accept: 'application/json' };
  const csv = { accept: 'text/csv' };
  for (const path of ['/pool', '/access']) await ask('GET', path);
  for (const group of ['day', 'app', 'x', 'reference'])
    for (const [path, headers] of [
      [`/usage?by=${group}&limit=3`, json] as const,
      [`/usage?by=${group}`, csv] as const,
    ]) {
      const { status } = await ask('GET', path, undefined, { headers });
      expect([path, status]).toEqual([path, 200]);
      await ask('GET', path, undefined, { key: MASKED_KEY, headers });
    }
};

/** The functions of this file that no request waits for. */
export const BUSINESS_JOBS: readonly (readonly [job: string, event: object])[] = [
  ['count-usage', {}],
  ['publish-events', { action: 'tell-expiries' }],
  ['export-records', { action: 'due' }],
  ['export-records', { action: 'again', day: '2026-03-01' }],
  ['manage-pool', { action: 'report' }],
  ['manage-usage', { action: 'rebuild', from: '2026-03', to: '2026-04', app: 'axb', dryRun: false }],
  [
    'import-calls',
    {
      app: 'axb',
      operator: 'dora',
      calls: [
        { place: 'row 2', x: String(numbersOf('AXB')[0]?.x), caller: a, startedAt: '2026-03-01T02:00:00Z' },
      ],
    },
  ],
];

type Run = (command: OpsCommand, ...written: string[]) => Promise<void>;

/** Operators at the pool, the bills, the console's list, exports and reports. Sheets that show numbers of ours are for them. */
export const operatorsCount = async (leaks: LeakStack, directory: string, run: Run): Promise<void> => {
  const { collection, lambda } = leaks;
  const sheet = async (command: OpsCommand, ...written: string[]): Promise<void> => {
    for (const form of [[], ['--json']]) {
      const { out, told } = await runCommand(command, lambda.endpoint, ...written, ...form);
      collection.toReader('sheets of an operator', out);
      collection.add(
        `lines of npm run ops -- ${command.name} ${written.join(' ')}`.slice(0, 80),
        told.join(),
      );
    }
  };
  const x = String(numbersOf('AXB')[0]?.x);
  // The day of the calls is over, and may be exported.
  await leaks.stack.advance(20 * 3600);
  const list = join(directory, 'console.csv');
  const broken = join(directory, 'broken.csv');
  const pool = join(directory, 'pool.csv');
  const row = (caller: string, to: string) =>
    `2026-03-01 10:30:03,${x},${caller},${to},2026-03-01 10:30:09,2026-03-01 10:31:20,71`;
  const head = '呼叫开始时间,X号码,主叫号码,被叫号码,接听时间,结束时间,通话时长';
  await writeFile(list, [head, row(a, b), row(stranger, next)].join('\n'));
  await writeFile(broken, [head, row(`${typed}x`, b), row(stranger, `${typed}${typed}`)].join('\n'));
  await writeFile(pool, `x,areaCode,sms\n${x},0755,true\n${typed}${typed},0755,true\n`);
  await run(callsCommand, 'import', '--file', broken, '--app', 'axb', ...DORA);
  await run(callsCommand, 'import', '--file', list, '--app', 'axb', '--dry-run', ...DORA);
  await run(callsCommand, 'import', '--file', list, '--app', 'axb', ...DORA);
  for (const group of ['day', 'app']) await run(usageCommand, '--month', '2026-03', '--by', group);
  for (const group of ['x', 'reference']) await sheet(usageCommand, '--month', '2026-03', '--by', group);
  await run(usageCommand, 'rebuild', '--month', '2026-03', '--app', 'axb');
  await run(usageCommand, 'freeze', '--month', '2026-02', '--app', 'axb', ...DORA);
  await run(usageCommand, 'compare', '--month', '2026-02', '--app', 'axb');
  await run(numbersCommand, 'report');
  for (const action of ['list', 'export']) await sheet(numbersCommand, action, '--app', 'axb');
  await run(numbersCommand, 'import', pool, '--app', 'axb', '--dry-run', ...DORA);
  for (const action of ['reserve', 'unreserve'])
    await sheet(numbersCommand, action, x, '--app', 'axb', ...DORA);
  await run(exportCommand);
  await run(exportCommand, '--day', '2026-03-01', '--dry-run');
  await run(exportCommand, '--day', '2026-03-01');
  await run(reportsCommand, 'lift', '--party', b, '--dry-run', ...DORA);
  await run(reportsCommand, 'lift', '--party', b, ...DORA);
};

const digits = typed.slice('+86'.length);

/** Orders about the business that nobody can carry out. */
export const BUSINESS_MISTYPED: readonly (readonly [OpsCommand, ...string[]])[] = [
  [callsCommand, 'import', '--file', digits, '--app', 'axb', ...DORA],
  [callsCommand, 'import', '--app', typed, ...DORA],
  [usageCommand, '--month', digits],
  [usageCommand, '--by', typed],
  [usageCommand, 'rebuild', '--month', '2026-03', '--app', typed],
  [usageCommand, 'rebuild', '--month', '2026-03', '--app', digits],
  [usageCommand, 'freeze', '--month', '2026-02', '--app', digits, ...DORA],
  [usageCommand, 'compare', '--month', '2026-02', '--app', digits],
  [usageCommand, digits],
  [numbersCommand, 'drain', typed, ...DORA],
  [numbersCommand, 'drain', `${digits}${digits}`, '--app', digits, ...DORA],
  [numbersCommand, 'list', '--app', typed, '--area', digits],
  [exportCommand, '--day', digits],
  [reportsCommand, 'lift', '--party', `${digits}x`, ...DORA],
  [reportsCommand, 'lift', typed],
];

/** Requests about the business that are refused, with numbers wherever a caller can put one. */
export const businessFails = async ({ ask }: LeakStack): Promise<void> => {
  const orders: readonly (readonly [method: string, path: string, body?: unknown])[] = [
    ['POST', '/parties/change', { from: typed, to: typed }],
    ['POST', `/parties/change?dryRun=${digits}`, { from: typed, to: `${digits}x`, [digits]: typed }],
    ['POST', '/blocks', { party: typed, reason: `he is ${typed}`, until: digits }],
    ['POST', '/blocks', { party: [typed], app: typed }],
    ['DELETE', `/blocks/${digits}`],
    ['GET', `/blocks?party=${digits}0000000&cursor=${digits}`],
    ['POST', '/reports', reportOf(typed, { name: `${NAME}\n`, photo: digits })],
    ['POST', '/reports', reportOf(`${typed}x`, { identityCard: `${CARD}${CARD}`, [NAME]: CARD })],
    ['POST', '/reports', { agreeAuthorizationStatement: false, numbers: [typed] }],
    ['GET', `/reports?number=${digits}${digits}`],
    ['GET', `/reports?state=${digits}&cursor=${digits}`],
    ['DELETE', `/reports?number=${encodeURIComponent(typed)}`],
    ['GET', `/usage?from=${digits}&by=${digits}&app=${digits}`],
    ['GET', `/usage?cursor=${digits}&${encodeURIComponent(typed)}=1`],
    ['GET', `/pool?app=${digits}`],
    ['GET', `/bindings?party=${encodeURIComponent(typed)}&at=${digits}`],
    ['GET', `/calls?app=${digits}&outcome=${digits}&orphan=${digits}`],
    ['POST', '/blocks/search', { party: typed, app: digits, cursor: typed, [typed]: digits }],
    ['POST', '/reports/search', { number: `${typed}x`, state: typed, [digits]: typed }],
    ['POST', '/reports/delete', { number: `${typed}x`, [typed]: digits }],
    ['POST', `/bindings/end?reference=${digits}`, { reference: typed, app: digits }],
    ['POST', '/bindings/end', { reference: typed, [digits]: typed }],
    ['POST', '/bindings/search', { party: typed, at: digits, [`a.${digits}`]: typed, [digits]: 1 }],
    ['POST', `/calls/search?x=${digits}`, { party: typed, outcome: typed, orphan: digits, cursor: typed }],
    ['POST', '/messages/search', { x: `${typed}x`, limit: digits }],
    ['PATCH', '/numbers', { x: `${typed}x`, state: digits, cause: typed, [typed]: true }],
    ['GET', `/access?${encodeURIComponent(typed)}=${digits}`],
  ];
  for (const [method, path, body] of orders) {
    await ask(method, path, body);
    await ask(method, path, body, { key: MASKED_KEY });
  }
};
