import { describe, expect, it } from 'vitest';
import type {
  ActiveBinding,
  AtPlatform,
  Binding,
  BindingTerms,
} from '../../../shared/bindings/model/binding.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import type { LookVerdict } from '../../../shared/bindings/reconcile/reconcile-look.ts';
import { createRepairFinding } from '../../../shared/bindings/reconcile/reconcile-repair.ts';
import type { Finding } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { aLiveBinding, NOW, refusedAs } from '../../builders/binding-modules.ts';

const at = <Some extends Binding>(binding: Some) => ({ binding: binding as AtPlatform<Some>, revision: 3 });
const RECORD = at(aLiveBinding());
const ENDED = at(aLiveBinding({ status: 'released' }));

const aBinding = (terms: Partial<BindingTerms>, mode: Mode = 'AXB') =>
  aLiveBinding({ mode, terms: { callDirection: 'both', ttlSeconds: 7200, record: false, ...terms } });

const aFinding = (kind: Finding['kind']): Finding => ({
  kind,
  number: { key: 'x', lastDigits: '01' },
  subscriptionId: 'subscription-own',
  bindingId: 'own',
  action: 'none',
});

/** Repairs a finding that the last look judges so, and tells what was done. */
const repair = async (
  finding: Finding,
  verdict: LookVerdict,
  answers: { unbind?: object; fault?: AppError; released?: 'ended' | 'refusedByAccount' } = {},
) => {
  const done: unknown[] = [];
  const { unbind = { kind: 'ok', value: 'released' }, fault, released = 'ended' } = answers;
  const act = (what: unknown) => {
    done.push(what);
    if (fault !== undefined) throw fault;
  };
  const repaired = await createRepairFinding({
    look: {
      atOurs: async () => (finding.kind === 'late-there' ? { kind: 'agrees' } : verdict),
      atTheirs: async () => (finding.kind === 'late-there' ? verdict : { kind: 'agrees' }),
    },
    end: {
      release: async ({ binding }) => {
        act('release');
        return { kind: released, binding };
      },
    },
    change: async (bindingId, change, version) => {
      act([bindingId, change, version]);
      return RECORD.binding;
    },
    platformOf: () =>
      ({
        unbind: async (subscriptionId: string) => {
          act(`unbind ${subscriptionId}`);
          return unbind;
        },
      }) as unknown as BindingPlatform,
    logger: createLogger({ clock: () => NOW, write: () => undefined }),
  })('rides', finding);
  return { action: repaired.action, code: repaired.code, done };
};

describe('the repair of a finding', () => {
  it.each<[string, Finding['kind'], LookVerdict, unknown[]]>([
    [
      'unbinds what has ended here',
      'ended-here',
      { kind: 'ended-here', record: ENDED },
      ['unbind subscription-own'],
    ],
    [
      'unbinds what came late, by its own id',
      'late-there',
      { kind: 'late-there', app: 'rides', bindingId: 'own', subscriptionId: 'subscription-late' },
      ['unbind subscription-late'],
    ],
    [
      'ends here what is missing there',
      'missing-there',
      { kind: 'missing-there', record: RECORD },
      ['release'],
    ],
    [
      'sets our values there, for the version that was seen',
      'different',
      { kind: 'different', record: RECORD, differences: ['b', 'maxCallMinutes'] },
      [['own', { b: '+8613900000002', maxCallMinutes: 0 }, 1]],
    ],
  ])('%s', async (_case, kind, verdict, done) => {
    expect(await repair(aFinding(kind), verdict)).toEqual({ action: 'repaired', code: undefined, done });
  });

  it.each<[string, LookVerdict]>([
    ['agrees by now', { kind: 'agrees' }],
    ['is being changed', { kind: 'in-progress' }],
    ["is nobody's by now", { kind: 'unknown-here' }],
    ['is another one by now', { kind: 'ended-here', record: ENDED }],
  ])('does nothing when the binding %s', async (_case, verdict) => {
    const result = await repair(aFinding('missing-there'), verdict);

    expect(result).toEqual({ action: 'overtaken', code: undefined, done: [] });
  });

  it.each(['ttlSeconds', 'x'])('does nothing about what no change can touch: %s', async (field) => {
    const verdict: LookVerdict = { kind: 'different', record: RECORD, differences: [field] };

    expect(await repair(aFinding('different'), verdict)).toEqual({
      action: 'none',
      code: undefined,
      done: [],
    });
  });

  it.each<[string, Finding['action'], Binding, readonly string[], object]>([
    ['sms', 'repaired', aBinding({ sms: true }), ['sms'], { sms: true }],
    [
      'sms beside record',
      'repaired',
      aBinding({ sms: false, record: true, recordTone: 'tone.wav' }),
      ['record', 'sms'],
      { record: true, sms: false },
    ],
    ['userData', 'repaired', aBinding({ userData: 'order' }), ['userData'], { userData: 'order' }],
    [
      'the tone of the last minute',
      'repaired',
      aBinding({ maxCallMinutes: 5, lastMinuteTone: 'last.wav' }),
      ['lastMinuteTone'],
      { lastMinuteTone: 'last.wav' },
    ],
    [
      'waiting tones',
      'repaired',
      aBinding({ waitingTones: { a: 'a.wav' } }),
      ['waitingTones'],
      { waitingTones: { a: 'a.wav' } },
    ],
    ['waiting tones that nobody set', 'repaired', aBinding({}), ['waitingTones'], { waitingTones: {} }],
    [
      "AXE's call-back",
      'repaired',
      aBinding({ callback: { tone: 'back.wav' }, callbackTtlSeconds: 600 }, 'AXE'),
      ['callback', 'callbackTtlSeconds'],
      { callback: { tone: 'back.wav' }, callbackTtlSeconds: 600 },
    ],
    ['sms beside the life time', 'partly', aBinding({ sms: true }), ['ttlSeconds', 'sms'], { sms: true }],
    [
      'sms beside a text that we never set',
      'partly',
      aBinding({ sms: true }),
      ['userData', 'sms'],
      { sms: true },
    ],
    [
      'waiting tones beside sms where the mode cannot change them',
      'partly',
      aBinding({ sms: true, waitingTones: { a: 'a.wav' } }, 'AX'),
      ['waitingTones', 'sms'],
      { sms: true },
    ],
  ])('sets %s there: %s', async (_case, action, binding, differences, change) => {
    const verdict: LookVerdict = {
      kind: 'different',
      record: at(binding as AtPlatform<ActiveBinding>),
      differences,
    };

    expect(await repair(aFinding('different'), verdict)).toEqual({
      action,
      code: undefined,
      done: [['own', change, 1]],
    });
  });

  it.each<[string, Mode, Partial<BindingTerms>]>([
    ['ybTtlSeconds', 'AXYB', { ybTtlSeconds: 600 }],
    ['userData', 'AXB', {}],
    ['lastMinuteTone', 'AXB', { maxCallMinutes: 5 }],
    ['callback', 'AXE', {}],
  ])('repairs nothing where no change can set it: %s in %s', async (field, mode, terms) => {
    const record = at(aBinding(terms, mode) as AtPlatform<ActiveBinding>);

    const result = await repair(aFinding('different'), { kind: 'different', record, differences: [field] });

    expect(result).toEqual({ action: 'none', code: undefined, done: [] });
  });

  it('leaves alone what nobody here made', async () => {
    const { bindingId: _nobody, ...unknown } = aFinding('unknown-here');

    expect(await repair(unknown, { kind: 'missing-there', record: RECORD })).toEqual({
      action: 'none',
      code: undefined,
      done: [],
    });
  });

  it('is accepted where arrears stop the unbind, and overtaken where somebody was faster', async () => {
    const missing: LookVerdict = { kind: 'missing-there', record: RECORD };
    const faster = new AppError('version-conflict', 'changed');

    const accepted = await repair(aFinding('missing-there'), missing, { released: 'refusedByAccount' });
    const overtaken = await repair(aFinding('missing-there'), missing, { fault: faster });

    expect([accepted.action, overtaken.action]).toEqual(['accepted', 'overtaken']);
  });

  it('is overtaken where somebody ended the binding', async () => {
    const verdict: LookVerdict = { kind: 'different', record: RECORD, differences: ['b'] };

    const result = await repair(aFinding('different'), verdict, {
      fault: new AppError('binding-ended', 'ended'),
    });

    expect(result.action).toBe('overtaken');
  });

  it('that fails says why', async () => {
    const verdict: LookVerdict = { kind: 'ended-here', record: ENDED };

    const result = await repair(aFinding('ended-here'), verdict, { unbind: refusedAs('account-suspended') });

    expect(result).toMatchObject({ action: 'failed', code: 'account-suspended' });
  });
});
