import { describe, expect, it } from 'vitest';
import type { Adoption, AdoptionReport } from '../../../shared/bindings/adopt/adoption.ts';
import type { Finding } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { isAllAdopted, runAdoption } from '../../../tools/commands/reconcile/adopt.ts';
import { adoptionLinesOf } from '../../../tools/commands/reconcile/adoption-lines.ts';
import { readReconcileArguments } from '../../../tools/commands/reconcile/arguments.ts';
import { describeAdoption } from '../../../tools/commands/reconcile/print-adoption.ts';

const number = { key: 'abc', lastDigits: '07' };

const unknown = (subscriptionId: string): Finding => ({
  ...{ kind: 'unknown-here', number, subscriptionId, action: 'none' },
});

const look = (findings: readonly Finding[], more: object = {}) => ({
  ...{ app: 'rides', mode: 'AXB', repair: false, numbers: 2, theirs: 3, ours: 1, inProgress: 0, resolved: 0 },
  ...{ unjudged: 0, findings, unread: [] },
  ...more,
});

const adoption = (subscriptionId: string, outcome: Adoption['outcome']): Adoption => ({
  subscriptionId,
  outcome,
  number,
});

const adopted = (adoptions: readonly Adoption[], more: Partial<AdoptionReport> = {}): AdoptionReport => ({
  ...{ app: 'rides', mode: 'AXB', dryRun: false, adoptions },
  ...more,
});

/** Answers one report after the other and remembers what was asked. */
const answering = (...reports: readonly unknown[]) => {
  const events: object[] = [];
  const invoke = async (_name: string, event: object) => {
    events.push(event);
    return reports[events.length - 1];
  };
  return { events, invoke };
};

const ASKED = { app: 'rides', dryRun: false, operator: 'dora' };
const silent = () => undefined;

describe('the command line of an adoption', () => {
  it('is read', () => {
    const asked = [
      '--app',
      'rides',
      '--adopt',
      '--stage',
      'prod',
      '--file',
      'lines.jsonl',
      '--operator',
      'dora',
    ];

    expect(readReconcileArguments(asked)).toMatchObject({
      ...{ app: 'rides', adopt: true, repair: false, dryRun: false, file: 'lines.jsonl', operator: 'dora' },
    });
  });

  it.each<[readonly string[], string]>([
    [['--adopt'], '--stage is missing: an order that changes something must name its deployment'],
    [
      ['--adopt', '--repair', '--stage', 'dev'],
      '--adopt and --repair are two orders: give one after the other',
    ],
    [['--file', 'x'], '--file means nothing without --adopt'],
    [['--operator', 'x'], '--operator means nothing without --adopt'],
    [['--dry-run'], '--dry-run means nothing without --repair or --adopt'],
    [['--adopt', '--force', '--stage', 'dev'], '--force means nothing without --repair'],
    [
      ['--adopt', '--from', 'abc', '--stage', 'dev'],
      '--from means nothing with --adopt: run it again as it was',
    ],
  ])('%j is refused', (written, message) => {
    expect(() => readReconcileArguments(['--app', 'rides', ...written])).toThrow(message);
  });
});

describe('the lines of the file', () => {
  it('are read as they are written, empty ones left out', () => {
    const text = '{"subscriptionId":"one","a":"13800000001"}\n\n{"subscriptionId":"two","b":null}\n';

    expect(adoptionLinesOf(text)).toEqual([
      { subscriptionId: 'one', a: '13800000001' },
      { subscriptionId: 'two', b: null },
    ]);
  });

  it.each([
    ['{"subscriptionId":"one"}\n{"a":"+8613800000001"}', 'line 2 of the file cannot be read: subscriptionId'],
    ['{"subscriptionId":"one","tel":"+8613800000001"}', 'line 1 of the file cannot be read: tel'],
    ['{"subscriptionId":"one","+8613800000001":1}', 'line 1 of the file cannot be read: (unreadable name)'],
    ['{"subscriptionId":"one","a":"a person"}', 'line 1 of the file cannot be read: a'],
    ['{"subscriptionId":"one","expiresAt":"tomorrow"}', 'line 1 of the file cannot be read: expiresAt'],
    ['{"subscriptionId":"one two"}', 'line 1 of the file cannot be read: subscriptionId'],
    ['{"subscriptionId":" one"}', 'line 1 of the file cannot be read: subscriptionId'],
    ['{"subscriptionId":"one\\u001b[2J"}', 'line 1 of the file cannot be read: subscriptionId'],
    ['{"subscriptionId":"one\\u009b2J"}', 'line 1 of the file cannot be read: subscriptionId'],
    ['{"subscriptionId":""}', 'line 1 of the file cannot be read: subscriptionId'],
    [`{"subscriptionId":"${'x'.repeat(129)}"}`, 'line 1 of the file cannot be read: subscriptionId'],
    ['no JSON', 'line 1 of the file cannot be read: the whole of it'],
    [
      '{"subscriptionId":"one"}\n{"subscriptionId":"one"}',
      'line 2 of the file has the subscriptionId of another one',
    ],
  ])('%s is refused, without its numbers', (text, message) => {
    expect(() => adoptionLinesOf(text)).toThrow(new Error(message));
  });
});

describe('a run', () => {
  it('adopts what the look found where there is no file', async () => {
    const done = adopted([adoption('one', 'adopted'), adoption('two', 'adopted')]);
    const { events, invoke } = answering(look([unknown('one'), unknown('two')]), done);

    const run = await runAdoption(ASKED, undefined, invoke, silent);

    const sent = [{ subscriptionId: 'one' }, { subscriptionId: 'two' }];
    expect(events.slice(1)).toEqual([{ app: 'rides', adopt: sent, dryRun: false, operator: 'dora' }]);
    expect([run.adoptions.length, isAllAdopted(run)]).toEqual([2, true]);
  });

  it('adopts nothing with an empty file', async () => {
    const { events, invoke } = answering(look([unknown('one')]));

    const run = await runAdoption(ASKED, [], invoke, silent);

    expect([events.length, run.adoptions, isAllAdopted(run)]).toEqual([
      1,
      [{ subscriptionId: 'one', number, outcome: 'not-in-file' }],
      false,
    ]);
  });

  it('names no id of the platform in an order that could not be shown, nor shows it', async () => {
    const { events, invoke } = answering(
      look([unknown('one\u001b]0;x'), unknown('two')]),
      adopted([adoption('two', 'adopted')]),
    );

    const run = await runAdoption(ASKED, undefined, invoke, silent);

    expect(events.slice(1)).toMatchObject([{ adopt: [{ subscriptionId: 'two' }] }]);
    expect(describeAdoption(run, false).split('\n')[2]).toBe(
      '  X …07  subscription one\uFFFD]0;x  failed  - invalid-request',
    );
    expect(isAllAdopted(run)).toBe(false);
  });

  it('adopts what the file names alone, with what the file says, and tells what it does not name', async () => {
    const line = { subscriptionId: 'two', reference: 'order-2' };
    const done = adopted([adoption('two', 'adopted'), adoption('three', 'owned')]);
    const { events, invoke } = answering(look([unknown('one'), unknown('two')]), done);

    const run = await runAdoption(ASKED, [line, { subscriptionId: 'three' }], invoke, silent);

    const sent = [line, { subscriptionId: 'three' }];
    expect(events).toEqual([
      { app: 'rides', repair: false, force: false },
      { app: 'rides', adopt: sent, dryRun: false, operator: 'dora' },
    ]);
    expect([run.adoptions.map(({ outcome }) => outcome), isAllAdopted(run)]).toEqual([
      ['adopted', 'owned', 'not-in-file'],
      false,
    ]);
    expect(describeAdoption(run, false).split('\n')).toEqual([
      'rides (AXB): 2 numbers compared; 1 adopted, 1 here before, 0 gone there, 1 left (1 not in the file)',
      '  X …07  subscription two  adopted',
      '  X …07  subscription three  owned  - lives here already',
      '  X …07  subscription one  not-in-file  - the file does not name it, so it was left; give it a line, or run without --file',
    ]);
  });

  it('sends a hundred at a time, and again what there was no time for', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => `s${index}`);
    const all = (from: number, to: number) => ids.slice(from, to).map((id) => adoption(id, 'adopted'));
    const { events, invoke } = answering(
      look(ids.map(unknown)),
      adopted([...all(0, 60), ...ids.slice(60, 100).map((id) => adoption(id, 'left'))]),
      adopted(all(60, 150)),
    );

    const run = await runAdoption(ASKED, undefined, invoke, silent);

    const sizes = events
      .slice(1)
      .map((event) => ('adopt' in event && Array.isArray(event.adopt) ? event.adopt.length : 0));
    expect([sizes, run.adoptions.length, isAllAdopted(run)]).toEqual([[100, 90], 150, true]);
  });

  it('ends where the platform stops it, and leaves the rest', async () => {
    const stop = { stoppedBy: { code: 'platform-throttled', retryAfterSeconds: 30 } } as const;
    const { invoke } = answering(
      look([unknown('one'), unknown('two')]),
      adopted([adoption('one', 'failed'), adoption('two', 'left')], stop),
    );

    const run = await runAdoption(ASKED, undefined, invoke, silent);

    expect(run.adoptions.map(({ outcome }) => outcome)).toEqual(['failed', 'left']);
    expect(isAllAdopted(run)).toBe(false);
    expect(describeAdoption(run, false)).toContain(
      'Stopped: platform-throttled. Try again in 30 s. Run it again.',
    );
  });

  it('adopts nothing where the look was stopped', async () => {
    const { events, invoke } = answering(
      look([unknown('one')], { stoppedBy: { code: 'platform-throttled' }, next: 'abc' }),
    );

    const run = await runAdoption(ASKED, undefined, invoke, silent);

    expect([events.length, run.adoptions, isAllAdopted(run)]).toEqual([
      1,
      [{ subscriptionId: 'one', outcome: 'left' }],
      false,
    ]);
  });

  it.each<[Adoption['outcome'], boolean]>([
    ['adopted', true],
    ['owned', true],
    ['gone-there', true],
    ['adoptable', false],
    ['held-here', false],
    ['line-differs', false],
    ['failed', false],
  ])('with one that is %s leaves nothing: %s', async (outcome, isDone) => {
    const { invoke } = answering(look([unknown('one')]), adopted([adoption('one', outcome)]));

    expect(isAllAdopted(await runAdoption(ASKED, undefined, invoke, silent))).toBe(isDone);
  });

  it('says in which fields the line of a binding that is owned says otherwise', async () => {
    const owned = { ...adoption('one', 'owned'), bindingId: 'ours', differences: ['b', 'reference'] };
    const { invoke } = answering(look([]), adopted([owned]));

    const run = await runAdoption(ASKED, [{ subscriptionId: 'one' }], invoke, silent);

    expect(isAllAdopted(run)).toBe(true);
    expect(describeAdoption(run, false)).toContain(
      'subscription one  owned  binding ours  - b, reference: lives here already, and the line says otherwise',
    );
  });

  it('is told by ids and the last two digits', async () => {
    const held = { ...adoption('one', 'line-differs'), differences: ['a', 'record'] };
    const missing: Finding = { ...unknown('two'), kind: 'missing-there', bindingId: 'ours' };
    const { invoke } = answering(look([unknown('one'), missing]), adopted([held]));

    const text = describeAdoption(await runAdoption(ASKED, undefined, invoke, silent), true);

    expect(text.split('\n')).toEqual([
      'rides (AXB): 2 numbers compared; 0 adopted, 0 here before, 0 gone there, 1 left',
      '  X …07  subscription one  line-differs  - a, record: the line says otherwise than the platform',
      '',
      '1 finding of another kind: see reconcile without --adopt.',
      '',
      'Nothing was changed (--dry-run).',
    ]);
  });
});
