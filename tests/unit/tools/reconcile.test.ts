import { describe, expect, it } from 'vitest';
import type { Finding, ReconcileReport } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { readReconcileArguments } from '../../../tools/commands/reconcile/arguments.ts';
import { describeReport } from '../../../tools/commands/reconcile/print.ts';
import { isAgreed, runReconcile } from '../../../tools/commands/reconcile/run.ts';

const ORDER = { app: 'rides', repair: false, dryRun: false, force: false, from: undefined };

const report = (changes: Partial<ReconcileReport> = {}): ReconcileReport => ({
  ...{ app: 'rides', mode: 'AXB', repair: false },
  ...{ numbers: 2, theirs: 10, ours: 9, inProgress: 1, resolved: 0, unjudged: 0 },
  findings: [],
  unread: [],
  ...changes,
});

const number = (lastDigits: string) => ({ key: 'abc', lastDigits });

const finding = (changes: Partial<Finding> = {}): Finding => ({
  kind: 'missing-there',
  number: number('07'),
  subscriptionId: 'subscription-1',
  bindingId: 'binding-one',
  action: 'none',
  ...changes,
});

/** Answers one report after the other and remembers what was asked. */
const answering = (...reports: readonly ReconcileReport[]) => {
  const events: object[] = [];
  const invoke = async (_name: string, event: object) => {
    events.push(event);
    return reports[events.length - 1];
  };
  return { events, invoke };
};
const silent = () => undefined;

describe('the command line of a comparison', () => {
  it('is read', () => {
    expect(readReconcileArguments(['--app', 'rides', '--repair', '--stage', 'prod', '--json'])).toEqual({
      app: 'rides',
      repair: true,
      dryRun: false,
      force: false,
      from: undefined,
      json: true,
      adopt: false,
      file: undefined,
      operator: undefined,
      stage: 'prod',
      endpointUrl: undefined,
    });
  });

  it('takes an endpoint for the local stack', () => {
    expect(
      readReconcileArguments(['--app', 'rides', '--endpoint-url', 'http://127.0.0.1:3001']),
    ).toMatchObject({
      stage: 'local',
      repair: false,
    });
  });

  it.each([
    [[], '--app is missing'],
    [['--app', 'rides', '--force'], '--force means nothing without --repair'],
    [['--app', 'rides', '--dry-run'], '--dry-run means nothing without --repair'],
    [['--app', 'rides', '--repair'], '--stage is missing'],
    [['--app', 'rides', '--fix'], "Unknown option '--fix'"],
    [['rides'], "Unexpected argument 'rides'"],
  ])('%j is refused in words', (written, message) => {
    expect(() => readReconcileArguments(written)).toThrow(message);
  });
});

describe('a comparison over several runs', () => {
  it('goes on where each ended, and adds them up', async () => {
    const { events, invoke } = answering(
      report({ next: 'k', findings: [finding()] }),
      report({ next: 'p', unread: [{ number: number('01'), code: 'too-large' }] }),
      report({ numbers: 1, unjudged: 3 }),
    );

    const whole = await runReconcile(ORDER, invoke, silent);

    expect(events).toEqual([
      { app: 'rides', repair: false, force: false },
      { app: 'rides', repair: false, force: false, from: 'k' },
      { app: 'rides', repair: false, force: false, from: 'p' },
    ]);
    expect(whole).toMatchObject({ numbers: 5, theirs: 30, ours: 27, inProgress: 3, unjudged: 3 });
    expect([whole.findings.length, whole.unread.length, whole.next]).toEqual([1, 1, undefined]);
  });

  it('tells of what two runs met only once, and forgets no repair', async () => {
    const { invoke } = answering(
      report({
        next: 'k',
        findings: [finding({ action: 'left' }), finding({ subscriptionId: 'two', action: 'repaired' })],
      }),
      report({
        findings: [finding({ action: 'repaired' }), finding({ subscriptionId: 'two', action: 'none' })],
      }),
    );

    const whole = await runReconcile({ ...ORDER, repair: true }, invoke, silent);

    expect(whole.findings.map(({ subscriptionId, action }) => `${subscriptionId} ${action}`)).toEqual([
      'subscription-1 repaired',
      'two repaired',
    ]);
  });

  it('asks for no repair in a dry run', async () => {
    const { events, invoke } = answering(report({ findings: [finding({ action: 'repairable' })] }));

    const whole = await runReconcile({ ...ORDER, repair: true, dryRun: true, force: true }, invoke, silent);

    expect(events).toEqual([{ app: 'rides', repair: false, force: true }]);
    expect(describeReport(whole, true)).toMatch(
      /- a repair would be tried\n.*Nothing was changed \(--dry-run\)\.$/s,
    );
  });

  it('ends where it is stopped', async () => {
    const stoppedBy = { code: 'platform-throttled', retryAfterSeconds: 60 } as const;
    const { events, invoke } = answering(report({ next: 'k' }), report({ stoppedBy, next: 'm' }));

    const whole = await runReconcile(ORDER, invoke, silent);

    expect(events).toHaveLength(2);
    expect(whole).toMatchObject({ numbers: 4, stoppedBy, next: 'm' });
  });
});

describe('the verdict whether both sides agree', () => {
  it.each<[string, Partial<ReconcileReport>, boolean]>([
    ['nothing found', {}, true],
    ['all repaired', { findings: [finding({ action: 'repaired' })] }, true],
    ['one only reported', { findings: [finding({ action: 'repaired' }), finding()] }, false],
    ['one accepted', { findings: [finding({ action: 'accepted' })] }, false],
    ['a number not read', { unread: [{ number: number('01'), code: 'platform-rejected' }] }, false],
    ['one not judged', { unjudged: 1 }, false],
    ['stopped half-way', { next: 'k' }, false],
  ])('%s', (_case, changes, agreed) => {
    expect(isAgreed(report(changes))).toBe(agreed);
  });
});

describe('the report for people', () => {
  it('says that all is well', () => {
    expect(describeReport(report(), false)).toBe(
      [
        'rides (AXB): 2 numbers compared; 10 bindings there, 9 live here; 1 in progress',
        '\nBoth sides agree.',
      ].join('\n'),
    );
  });

  it('names what was found, by kind, and what to do', () => {
    const found = report({
      unjudged: 1,
      findings: [
        finding({ action: 'withheld' }),
        finding({ kind: 'different', differences: ['b', 'callDirection'], action: 'repaired' }),
        finding({ kind: 'late-there', action: 'repairable' }),
        { kind: 'unknown-here', number: number('08'), subscriptionId: 'subscription-2', action: 'none' },
        finding({ kind: 'ended-here', action: 'failed', code: 'platform-unavailable' }),
      ],
      unread: [{ number: number('09'), code: 'platform-rejected', platformCode: '1012001' }],
      stoppedBy: { code: 'platform-locked-out', retryAfterSeconds: 1800 },
      next: 'kmn',
    });

    expect(describeReport(found, false)).toBe(
      [
        'rides (AXB): 2 numbers compared; 10 bindings there, 9 live here; 1 in progress',
        '\nMissing there: lives here, and the platform does not have it (missing-there: 1)',
        '  X …07  binding binding-one  - not ended, because so many are missing at once',
        '\nMissing here: has ended here, and the platform still has it (ended-here: 1)',
        '  X …07  binding binding-one  - failed: platform-unavailable',
        '\nMade late: the platform made it after its bind was given up or ended here (late-there: 1)',
        '  X …07  binding binding-one  - a repair would be tried',
        '\nMissing here: the platform has it, and nobody here made it (unknown-here: 1)',
        '  X …08  subscription subscription-2',
        '\nDifferent (different: 1)',
        '  X …07  binding binding-one  b, callDirection  - repaired',
        '\nNot compared (1)',
        '  X …09 (abc)  platform-rejected (1012001)',
        "\n1 binding could not be judged; the function's log says why.",
        '\nStopped: platform-locked-out. Try again in 1800 s. Go on with --from kmn',
        '\nNothing was changed. Repair with --repair.',
        '\nArrears and lost numbers look like this. When the account is fine: --repair --force.',
      ].join('\n'),
    );
  });
});
