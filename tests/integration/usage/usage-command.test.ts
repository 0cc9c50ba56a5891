import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usageCommand } from '../../../tools/commands/usage/command.ts';
import { aSentCdr, signedHeaders } from '../../builders/pushes.ts';
import { person, poolNumbers, RIDES, xNumber } from '../../harness/fixtures.ts';
import { type LambdaApi, startLambdaApi } from '../../harness/lambda-api.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { runCommand } from '../operation/run-command.ts';

const X = xNumber(1);

describe('an operator who asks for usage', () => {
  let stack: Stack;
  let lambda: LambdaApi;
  beforeAll(async () => {
    const prices = { currency: 'CNY', callMinute: '0.06', numberMonth: '10.5' };
    stack = await startStack({
      ...{ store: 'memory', changes: true, startAt: new Date('2026-03-31T08:00:00Z') },
      apps: [{ ...RIDES, numbers: poolNumbers(2), prices }],
    });
    lambda = await startLambdaApi(stack);
    await stack.request('POST', '/bindings', { body: { mode: 'AXB', a: person(1), b: person(2), x: X } });
    await stack.control.placeCall({ from: person(1), to: X, outcome: 'answered', talkSeconds: 61 });
    await stack.advance(120);
    await stack.followChanges();
    await stack.advance(1);
    await stack.invoke('count-usage');
  });
  afterAll(async () => {
    await lambda.stop();
    await stack.close();
  });
  const usage = (...written: string[]) => runCommand(usageCommand, lambda.endpoint, ...written);

  it('gets a month in words, as a sheet and as JSON', async () => {
    const [words, sheet, json] = [
      await usage('--month', '2026-03', '--by', 'app'),
      await usage('--month', '2026-03', '--by', 'x', '--csv'),
      await usage('--month', '2026-03', '--json'),
    ];

    expect([words.code, words.out.split('\n')]).toEqual([
      0,
      [
        '2026-03-01 to 2026-03-31, both included (days of UTC)',
        '  rides: 1 call, 1 answered, 2 min, 0 parts of 0 texts, 2 number rents; 21.12 CNY',
        '  together: 1 call, 1 answered, 2 min, 0 parts of 0 texts, 2 number rents; 21.12 CNY',
      ],
    ]);
    expect(sheet.out.split('\r\n').slice(1)).toEqual([
      `rides,'${X},1,1,61,2,0,0,0,0,0,0,0,1,CNY,0.12,0.00,10.50,10.62`,
      `rides,'${xNumber(2)},0,0,0,0,0,0,0,0,0,0,0,1,CNY,0.00,0.00,10.50,10.50`,
    ]);
    expect(JSON.parse(json.out)).toMatchObject({
      items: [
        { day: '2026-03-01', calls: 0, numberMonths: 2 },
        { day: '2026-03-31', calls: 1, numberMonths: 0 },
      ],
    });
  });

  it('freezes a month that is over, compares it, and has it counted anew', async () => {
    const order = ['--month', '2026-03', '--stage', 'local'];
    const early = await usage('freeze', ...order, '--operator', 'dora');
    const unfrozen = await usage('compare', '--month', '2026-03');
    // On the last day, and no look has found it yet.
    const withoutEnd = aSentCdr({
      ...{ appKey: RIDES.appKey, bindNum: X, sessionId: 'unseen', icid: 'unseen', recordFlag: 0 },
      ...{ callInTime: '2026-03-31 08:00:00', fwdAnswerTime: '2026-03-31 08:00:10', callEndTime: '' },
    });
    const headers = signedHeaders({
      ...{ appKey: RIDES.appKey, appSecret: RIDES.appSecret, nonce: 'unseen' },
      created: '2026-03-31T08:02:01Z',
    });
    const body = { eventType: 'fee', feeLst: [withoutEnd] };
    await stack.request('POST', '/webhooks/cdr', { headers, body });
    for (const content of ['On my way', 'Here']) {
      await stack.control.sendText({ from: person(1), to: X, content });
      await stack.advance(60);
      await stack.followChanges();
    }
    await stack.advance(86_400);
    const planned = await usage('freeze', ...order, '--operator', 'dora', '--dry-run');
    const frozen = await usage('freeze', ...order, '--operator', 'dora');
    const same = await usage('compare', '--month', '2026-03');
    const dry = await usage('rebuild', ...order, '--dry-run');
    const rebuilt = await usage('rebuild', ...order);
    const waiting = await usage('compare', '--month', '2026-03');

    const [kept, sheet, sheetOfOther, rest] = [
      await usage('--month', '2026-03', '--frozen', '--by', 'day'),
      await usage('--month', '2026-03', '--frozen', '--by', 'x', '--csv'),
      await usage('--month', '2026-02', '--frozen', '--csv'),
      await usage('--month', '2026-03', '--frozen', '--app', 'ride'),
    ];
    expect([kept.code, kept.out.split('\n')]).toEqual([
      0,
      [
        'rides 2026-03, frozen 2026-04-01T08:04:01.000Z by dora, with prices in CNY: 0.06 a minute, 0 a part, 10.5 a number and month',
        '2026-03-01 to 2026-03-31, both included (days of UTC)',
        '  2026-03-01: 0 calls, 0 answered, 0 min, 0 parts of 0 texts, 2 number rents; 21.00 CNY',
        '  2026-03-31: 2 calls, 2 answered, 2 min, 2 parts of 2 texts, 1 with unknown talk; 0.12 CNY',
        '  together: 2 calls, 2 answered, 2 min, 2 parts of 2 texts, 2 number rents, 1 with unknown talk; 21.12 CNY',
      ],
    ]);
    expect(sheet.out.split('\r\n').slice(1)).toEqual([
      `rides,'${X},2,2,61,2,1,0,0,2,2,0,0,1,CNY,0.12,0.00,10.50,10.62`,
      `rides,'${xNumber(2)},0,0,0,0,0,0,0,0,0,0,0,1,CNY,0.00,0.00,10.50,10.50`,
    ]);
    expect([sheetOfOther.code, sheetOfOther.told.join()]).toEqual([
      1,
      expect.stringContaining('rides 2026-02: not frozen'),
    ]);
    expect([rest.code, rest.told.join()]).toEqual([2, expect.stringContaining('there is no app')]);
    expect([early.code, unfrozen.code, unfrozen.out]).toEqual([2, 1, 'rides 2026-03: not frozen']);
    expect([planned.out, frozen.out]).toEqual([
      'rides 2026-03: would be frozen (--dry-run)',
      'rides 2026-03: frozen',
    ]);
    expect([same.code, same.out]).toEqual([0, expect.stringContaining('by dora: nothing has changed')]);
    expect([waiting.code, waiting.out.split('\n').at(-1)]).toEqual([
      0,
      '2 numbers and days wait for their count, with late records or after a rebuild.',
    ]);
    expect(same.out).not.toContain('for their count');
    expect([dry.out, rebuilt.out]).toEqual([
      '2 numbers and days would be counted anew, from 4 records. Nothing was changed (--dry-run).',
      '2 numbers and days are counted anew within minutes, from 4 records.',
    ]);
  });

  it('gets what is stored of an app that is not configured any more', async () => {
    const stored = await stack.items('USAGE_TABLE');
    const cell = stored.find(({ pk }) => pk === 'USAGE#calls#rides#2026-03');
    const item = { ...cell, pk: 'USAGE#calls#former#2026-03', sums: '1 180 1 1 61 2' };
    await stack.documents.put({ purpose: 'tests', table: stack.tables.USAGE_TABLE, item });

    const { code, out } = await usage('--month', '2026-03', '--app', 'former', '--by', 'app');

    expect([code, out]).toEqual([0, expect.stringContaining('former: 1 call, 1 answered, 2 min')]);
  });

  it('is told that an app is neither configured nor stored, and of a span that lies ahead', async () => {
    const [unknown, empty, ahead] = [
      await usage('--month', '2026-03', '--app', 'ride'),
      await usage('--month', '2026-02', '--app', 'rides'),
      await usage('--month', '2027-03'),
    ];

    const fault = 'there is no app with this name, and nothing of it is stored then';
    expect([unknown.code, unknown.out, unknown.told.join()]).toEqual([2, '', expect.stringContaining(fault)]);
    expect([empty.code, empty.out]).toEqual([0, expect.stringContaining('together: 0 calls')]);
    expect([ahead.code, ahead.told.join()]).toEqual([2, expect.stringContaining('the span lies ahead')]);
  });

  it('has nothing counted anew of an app that is neither configured nor stored', async () => {
    const order = ['--month', '2026-03', '--stage', 'local'];
    const monthsOf = async (app: string) =>
      (await stack.items('USAGE_TABLE')).filter(
        ({ pk, sk }) => pk === 'STALE' && String(sk).includes(`#${app}#`),
      ).length;
    const [unknown, planned, former] = [
      await usage('rebuild', ...order, '--app', 'ride'),
      await usage('rebuild', ...order, '--app', 'ride', '--dry-run'),
      await usage('rebuild', ...order, '--app', 'former'),
    ];

    const fault = 'there is no app with this name, and nothing of it is stored then';
    for (const { code, out, told } of [unknown, planned])
      expect([code, out, told.join()]).toEqual([2, '', expect.stringContaining(fault)]);
    expect([former.code, former.out]).toEqual([0, expect.stringContaining('0 numbers and days are counted')]);
    expect([await monthsOf('ride'), await monthsOf('former')]).toEqual([0, 1]);
  });

  it('has records counted of an app that is not configured any more, also where it has no sums yet', async () => {
    const calls = await stack.items('CALLS_TABLE');
    const record = calls.find(({ app, sk }) => app === 'rides' && String(sk).startsWith('CDR'));
    const item = { ...record, pk: `${record?.['pk']}-gone`, app: 'gone' };
    await stack.documents.put({ purpose: 'tests', table: stack.tables.CALLS_TABLE, item });

    const { code, out } = await usage('rebuild', '--month', '2026-03', '--stage', 'local', '--app', 'gone');

    const stale = (await stack.items('USAGE_TABLE')).filter(({ pk }) => pk === 'STALE');
    expect([code, out]).toEqual([0, '1 number and day is counted anew within minutes, from 1 record.']);
    expect(stale.filter(({ sk }) => String(sk).includes('#gone#'))).toHaveLength(1);
  });

  it.each([
    [['--month', '2026-13'], '--month must be a month'],
    [['--month', '2026-03', '--by', 'month'], '--by must be one of'],
    [['compare', '--month', '2026-03', '--csv'], '--csv means nothing with compare'],
    [['compare', '--month', '2026-03', '--frozen'], '--frozen means nothing with compare'],
    [['--from', '2026-03-01', '--to', '2026-03-02', '--frozen'], '--from means nothing with --frozen'],
    [['--frozen'], '--month is missing'],
    [['--month', '2026-03', '--frozen', '--by', 'reference'], '--frozen has no references'],
    [['freeze', '--month', '2026-03', '--stage', 'local'], '--operator is missing'],
    [['--from', '2026-03-01'], '--month is missing'],
  ])('hears what is wrong with %j', async (written, fault) => {
    const { code, told } = await usage(...written);

    expect([code, told.join('\n')]).toEqual([2, expect.stringContaining(fault)]);
  });
});
