import { describe, expect, it } from 'vitest';
import type { PrivacyReport } from '../../../functions/manage-privacy/handler.ts';
import { readPrivacyArguments } from '../../../tools/commands/privacy/arguments.ts';
import { describePrivacy } from '../../../tools/commands/privacy/print.ts';
import { isLeftOver, runPrivacyOrder } from '../../../tools/commands/privacy/run.ts';

const PERSON = ['--party', '+8613800000001'];
const DORA = ['--operator', 'dora'];
const PROD = ['--stage', 'prod'];

const report = (more: Partial<PrivacyReport> = {}): PrivacyReport => ({
  action: 'erase',
  looked: 0,
  found: {},
  erased: {},
  left: [],
  unreadable: 0,
  records: [],
  ...more,
});

describe('the arguments of npm run ops -- privacy', () => {
  it('are an action, a person and who gives the order', () => {
    expect(readPrivacyArguments(['export', '--party', '-', ...DORA, ...PROD])).toEqual({
      action: 'export',
      party: '-',
      operator: 'dora',
      dryRun: false,
      endLive: false,
      out: undefined,
      json: false,
      stage: 'prod',
      endpointUrl: undefined,
      region: undefined,
    });
    expect(
      readPrivacyArguments(['erase', ...PERSON, ...DORA, ...PROD, '--dry-run', '--end-live', '--json']),
    ).toMatchObject({ action: 'erase', party: '+8613800000001', dryRun: true, endLive: true, json: true });
  });

  it.each([
    [[...PERSON, ...DORA], 'say one of export, erase (--help tells more)'],
    [['remove', ...PERSON, ...DORA], 'say one of export, erase (--help tells more)'],
    [['erase', 'export', ...PERSON, ...DORA], 'say one of export, erase (--help tells more)'],
    [
      ['erase', ...PERSON, ...DORA],
      '--stage is missing: an order that changes something must name its deployment',
    ],
    [['erase', ...DORA], '--party is missing'],
    [['erase', ...PERSON], '--operator is missing'],
    [['export', ...PERSON, ...DORA, '--end-live'], '--end-live belongs to erase'],
    [['erase', ...PERSON, ...DORA, '--out', 'copy.json'], '--out belongs to export'],
  ])('%j are refused', (written, message) => {
    expect(() => readPrivacyArguments(written)).toThrow(new Error(message));
  });
});

describe('an order of npm run ops -- privacy', () => {
  const run = async (
    order: { action: 'export' | 'erase'; dryRun?: boolean; endLive?: boolean },
    answers: readonly PrivacyReport[],
  ) => {
    const events: object[] = [];
    const told: string[] = [];
    const left = [...answers];
    const result = await runPrivacyOrder(
      { operator: 'dora', dryRun: false, endLive: false, ...order },
      '139 0000 0001',
      async (_folder, event) => {
        events.push(event);
        return left.shift();
      },
      (line) => void told.push(line),
    );
    return { ...result, events, told };
  };
  const by = { party: '139 0000 0001', operator: 'dora' };
  const live = { kind: 'binding', id: 'b1', why: 'live', roles: ['a'] } as const;

  it('goes on until every item was looked at, and adds the parts up', async () => {
    const one = { kind: 'message', id: 'm1', record: { content: 'one' } } as const;
    const other = { kind: 'message', id: 'm2', record: { content: 'two' } } as const;
    const { events, told, ...result } = await run({ action: 'export' }, [
      report({ looked: 10, found: { message: 1 }, unreadable: 1, records: [one], next: 'cursor-1' }),
      report({ looked: 5, found: { message: 1, call: 2 }, records: [one, other] }),
    ]);

    expect(events).toEqual([
      { action: 'export', ...by },
      { action: 'export', ...by, from: 'cursor-1' },
    ]);
    expect(told).toEqual(['export: 10 items looked at']);
    expect(result).toEqual({
      refused: false,
      isUnknown: false,
      wouldEnd: [],
      report: report({
        looked: 15,
        found: { message: 2, call: 2 },
        unreadable: 1,
        records: [one, other],
      }),
    });
  });

  it('erases nothing while a binding lives, unless it is to be ended', async () => {
    const refused = await run({ action: 'erase' }, [report({ left: [live] })]);
    const ended = await run({ action: 'erase', endLive: true }, [report({ left: [live] }), report()]);

    expect([refused.refused, refused.events]).toEqual([true, [{ action: 'look', ...by }]]);
    expect([ended.refused, ended.events.at(1)]).toEqual([false, { action: 'erase', ...by, endLive: true }]);
  });

  it.each(['export', 'erase'] as const)('only looks in a dry run of %s', async (action) => {
    const { events } = await run({ action, dryRun: true }, [report()]);

    expect(events).toEqual([{ action: 'look', ...by }]);
  });

  it('says in a dry run which bindings would be ended, and leaves them out of what stays', async () => {
    const order = { kind: 'order', id: 'o1', why: 'order-in-force' } as const;

    const { report: seen, ...result } = await run({ action: 'erase', dryRun: true, endLive: true }, [
      report({ left: [live, order] }),
    ]);

    expect(result).toMatchObject({ refused: false, wouldEnd: [live], events: [{ action: 'look', ...by }] });
    expect(seen.left).toEqual([order]);
  });

  it('goes no further about a number that nothing is stored about', async () => {
    const order = { kind: 'order', id: 'o1', why: 'order-in-force' } as const;

    const unknown = await run({ action: 'erase', endLive: true }, [report({ looked: 7 })]);
    const again = await run({ action: 'erase' }, [report({ left: [order] }), report({ left: [order] })]);

    expect([unknown.isUnknown, unknown.events]).toEqual([true, [{ action: 'look', ...by }]]);
    expect([again.isUnknown, again.events.length]).toEqual([false, 2]);
  });

  it.each([
    [{}, false],
    [{ left: [{ kind: 'order', id: 'o1', why: 'order-in-force' }] }, false],
    [{ left: [{ kind: 'binding', id: 'b1', why: 'being-ended' }] }, true],
    [{ unreadable: 1 }, true],
  ] as const)('with %j leaves something over: %s', (more, expected) => {
    expect(isLeftOver(report(more))).toBe(expected);
  });
});

describe('the words of npm run ops -- privacy', () => {
  const shown = { action: 'erase', dryRun: false, file: undefined };

  it('name what lives and keeps everything from being erased', () => {
    const left = [{ kind: 'binding', id: 'b1', why: 'live', roles: ['a', 'callback'] }] as const;

    expect(
      describePrivacy(
        {
          report: report({ looked: 12, found: { binding: 1, call: 2 }, left }),
          refused: true,
          isUnknown: false,
          wouldEnd: [],
        },
        shown,
      ),
    ).toBe(`12 items looked at; about the person: 1 binding, 2 calls
nothing was erased, because a binding of the person lives:
  binding b1 stays, as a and callback, a binding that lives has it: end it first, or give --end-live`);
  });

  it('say after an erasure what stays, and what could not be read', () => {
    const text = describePrivacy(
      {
        report: report({ looked: 12, found: { call: 2 }, erased: { call: 2 }, unreadable: 3 }),
        refused: false,
        isUnknown: false,
        wouldEnd: [],
      },
      shown,
    );

    expect(text.split('\n')).toEqual([
      '12 items looked at; about the person: 2 calls',
      'erased: 2 calls',
      '3 items could not be read; they may be about the person: npm run ops -- keys --stage <stage>',
      '',
      'On purpose stays:',
      '  the course of calls, texts and bindings without the person (times, lengths, results, our numbers, the other party)',
      '  who gave this order, who heard recordings: for the time of the audit',
      '  copies that AWS keeps of the tables (point-in-time recovery): 35 days',
      'All is looked at once more in 30 hours.',
    ]);
  });

  it('name in a dry run what would be ended, and say that nothing was changed', () => {
    const wouldEnd = [{ kind: 'binding', id: 'b1', why: 'live', roles: ['a', 'b'] }] as const;
    const seen = { report: report({ looked: 12, found: { binding: 1 } }), refused: false, isUnknown: false };

    expect(describePrivacy({ ...seen, wouldEnd }, { ...shown, dryRun: true })).toBe(
      `12 items looked at; about the person: 1 binding
  binding b1 would be ended, as a and b
Nothing was changed (--dry-run).`,
    );
  });

  it('say that nothing was erased of a number that nothing is stored about', () => {
    const seen = { report: report({ looked: 3 }), refused: false, isUnknown: true, wouldEnd: [] };
    const unknown =
      '3 items looked at; about the person: nothing\nNothing is stored about this number: is it the right one?';

    expect(describePrivacy(seen, shown)).toBe(`${unknown}\nNothing was erased.`);
    expect(describePrivacy(seen, { ...shown, dryRun: true })).toBe(
      `${unknown}\nNothing was changed (--dry-run).`,
    );
    expect(describePrivacy(seen, { action: 'export', dryRun: false, file: 'copy.json' })).toBe(
      `${unknown}\nwritten to copy.json; links to recordings open for 15 minutes`,
    );
  });
});
