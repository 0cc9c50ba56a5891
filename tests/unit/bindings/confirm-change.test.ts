import { describe, expect, it } from 'vitest';
import { type ConfirmChange, createConfirmChange } from '../../../shared/bindings/change/confirm-change.ts';
import type { ActiveBinding } from '../../../shared/bindings/model/binding.ts';
import type {
  BindingPlatform,
  TemporaryCalleePlatform,
} from '../../../shared/bindings/model/binding-platform.ts';
import type { OpenChange, SetField } from '../../../shared/bindings/model/open-request.ts';
import { A, B, D } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, LOST, refusedAs, theirs } from '../../builders/binding-modules.ts';
import { overtake, overtakeWrite } from '../../builders/overtaking.ts';

/** Half an hour after the binding was made. */
const LOOK = new Date('2026-03-01T08:30:00.000Z');
const MODIFIED = { kind: 'ok', value: 'modified' } as const;
const MODIFIED_BY_REPEAT = { ...MODIFIED, earlierMayApply: true } as const;
const NOT_FOUND = { kind: 'ok', value: 'not-found' } as const;
const NOBODY = { kind: 'ok', value: undefined } as const;
const SET = { kind: 'ok', value: 'set' } as const;

const tooOld = (...fields: SetField[]): OpenChange => ({ until: '2026-03-01T08:30:00.000Z', fields });
const stillOpen = (...fields: SetField[]): OpenChange => ({ until: '2026-03-01T08:34:00.000Z', fields });

type Platform = Partial<BindingPlatform & TemporaryCalleePlatform>;

const setUp = ({ setTemporaryCallee, ...platform }: Platform, isAx = true) => {
  const modules = bindingModules({ platform });
  const callees: unknown[] = [];
  modules.time.now = LOOK;
  const confirm: ConfirmChange = createConfirmChange({
    ...modules,
    calleesOf: () =>
      isAx
        ? {
            setTemporaryCallee: async (subscriptionId, callee) => {
              callees.push([subscriptionId, callee]);
              return setTemporaryCallee === undefined ? SET : setTemporaryCallee(subscriptionId, callee);
            },
          }
        : undefined,
  });
  return {
    ...modules,
    callees,
    async confirm(open: OpenChange, binding: ActiveBinding = aLiveBinding()) {
      const record = await modules.store(binding, { openChange: open, sweepAttempts: 2 });
      return confirm(record, open);
    },
    again: confirm,
  };
};

/** The values that the platform is asked to set for a binding whose fields may have been overwritten. */
const valuesSet = async (binding: ActiveBinding, ...fields: SetField[]): Promise<readonly unknown[]> => {
  const asked: unknown[] = [];
  const modules = setUp({
    modify: async (subscriptionId, change, terms) => {
      asked.push(subscriptionId, change, terms);
      return MODIFIED;
    },
  });
  await modules.confirm(tooOld(...fields), binding);
  return asked;
};

describe('a binding over which an older change may be applied', () => {
  it('is confirmed and due at its end once a change was confirmed that left when every older one was too old', async () => {
    const modules = setUp({ modify: async () => MODIFIED });

    expect(await modules.confirm(tooOld('b'))).toEqual({ kind: 'confirmed' });

    const record = await modules.bindings.get('own');
    expect(record).toMatchObject({ binding: aLiveBinding(), dueAt: '2026-03-01T10:01:00.000Z' });
    expect([record?.openChange, record?.leaseUntil, record?.sweepAttempts]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is set again soon while an older one may still come', async () => {
    const modules = setUp({ modify: async () => MODIFIED });

    expect(await modules.confirm(stillOpen('b'))).toEqual({ kind: 'confirmed' });

    expect(await modules.bindings.get('own')).toMatchObject({
      openChange: stillOpen('b'),
      dueAt: '2026-03-01T08:30:30.000Z',
    });
  });

  it('is set again soon when an attempt of this very change may still come', async () => {
    const modules = setUp({ modify: async () => MODIFIED_BY_REPEAT });

    await modules.confirm(tooOld('b'));

    expect((await modules.bindings.get('own'))?.openChange).toEqual({
      until: '2026-03-01T08:35:00.000Z',
      fields: ['b'],
    });
  });

  it('shows before the platform is asked how long this change may come late, should its sender die', async () => {
    const seen: unknown[] = [];
    const modules = setUp({
      modify: async () => {
        seen.push(await modules.bindings.get('own'));
        return MODIFIED;
      },
    });

    await modules.confirm(tooOld('b'));

    expect(seen).toMatchObject([
      {
        openChange: { until: '2026-03-01T08:36:00.000Z', fields: ['b'] },
        leaseUntil: '2026-03-01T08:31:00.000Z',
      },
    ]);
  });

  it.each<[string, BindingPlatform['modify'], string]>([
    ['nobody knows whether it was set', async () => LOST, '2026-03-01T08:35:00.000Z'],
    [
      'the platform holds it back',
      async () => ({ kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 }),
      '2026-03-01T08:30:00.000Z',
    ],
  ])('stays open when %s', async (_case, modify, until) => {
    expect(await setUp({ modify }).confirm(tooOld('b'))).toMatchObject({
      kind: 'unresolved',
      record: { openChange: { until, fields: ['b'] }, revision: 2 },
    });
  });

  it('ends when the platform does not have it any more', async () => {
    const modules = setUp({ modify: async () => NOT_FOUND, get: async () => NOBODY });

    expect(await modules.confirm(tooOld('b'))).toEqual({ kind: 'ended' });

    expect((await modules.bindings.get('own'))?.binding.status).toBe('releasing');
  });

  it('stays open when the platform contradicts itself about it', async () => {
    const there = { kind: 'ok', value: theirs(aLiveBinding()) } as const;
    const modules = setUp({ modify: async () => NOT_FOUND, get: async () => there });

    expect(await modules.confirm(tooOld('b'))).toMatchObject({
      kind: 'unresolved',
      record: { openChange: tooOld('b'), revision: 2 },
    });
  });

  it('is left to whoever was faster, before the platform is asked', async () => {
    const modules = setUp({});
    const record = await modules.store(aLiveBinding(), { openChange: tooOld('b') });
    await overtake(modules);

    expect(await modules.again(record, tooOld('b'))).toEqual({ kind: 'lost-race' });

    expect(modules.calls).toEqual([]);
  });

  it('is left to whoever was faster while the platform was asked', async () => {
    const modules = setUp({ modify: async () => MODIFIED });
    overtakeWrite(modules, 2);

    expect(await modules.confirm(tooOld('b'))).toEqual({ kind: 'lost-race' });

    expect((await modules.bindings.get('own'))?.openChange).toMatchObject({ fields: ['b'] });
  });

  it('has nothing at the platform in mode X', async () => {
    const modules = setUp({});

    expect(await modules.confirm(tooOld('b'), aLiveBinding({ mode: 'X' }))).toEqual({ kind: 'lost-race' });

    expect(modules.calls).toEqual([]);
  });
});

describe('the values that are set again', () => {
  const terms = aLiveBinding().terms;

  it.each<[string, ActiveBinding, readonly SetField[], object]>([
    ['A and B as they are now', aLiveBinding(), ['a', 'b'], { a: A, b: B }],
    ['A alone where there is no B', aLiveBinding({ mode: 'AX', b: undefined }), ['a', 'b'], { a: A }],
    ['the named fields only', aLiveBinding(), ['callDirection'], { callDirection: 'both' }],
    ['no limit where it never had one', aLiveBinding(), ['maxCallMinutes'], { maxCallMinutes: 0 }],
    [
      'the limit that it has',
      aLiveBinding({ terms: { ...terms, maxCallMinutes: 7 } }),
      ['maxCallMinutes'],
      { maxCallMinutes: 7 },
    ],
    ['no tones where it never had any', aLiveBinding(), ['waitingTones'], { waitingTones: {} }],
    [
      'the tones that it has',
      aLiveBinding({ terms: { ...terms, waitingTones: { a: 'a.wav' } } }),
      ['waitingTones'],
      { waitingTones: { a: 'a.wav' } },
    ],
  ])('are %s', async (_case, binding, fields, change) => {
    expect(await valuesSet(binding, ...fields)).toEqual(['subscription-own', change, binding.terms]);
  });

  it.each<[string, string | undefined, number | null]>([
    ['the time that is left', '2026-03-01T10:00:00.000Z', 5400],
    ['the time that is left, in whole seconds', '2026-03-01T09:59:59.001Z', 5400],
    ['two minutes at least', '2026-03-01T08:32:00.000Z', 120],
    ['no end where it has none', undefined, null],
  ])('are a life time of %s', async (_case, expiresAt, ttlSeconds) => {
    const [, change, sent] = await valuesSet(aLiveBinding({ expiresAt }), 'ttlSeconds');

    expect(change).toEqual({ ttlSeconds });
    expect(sent).toMatchObject({ ttlSeconds: ttlSeconds ?? 7200 });
  });

  it('are none of a life time so short that it would end before it is noticed', async () => {
    expect(await valuesSet(aLiveBinding({ expiresAt: '2026-03-01T08:31:59.000Z' }), 'ttlSeconds')).toEqual(
      [],
    );
  });
});

describe('a temporary callee that may be overwritten', () => {
  const withCallee = (expiresAt: string, userData?: string) =>
    aLiveBinding({
      mode: 'AX',
      b: undefined,
      temporaryCallee: { callee: D, expiresAt, ...(userData === undefined ? {} : { userData }) },
    });

  it.each<[string, ActiveBinding, object]>([
    [
      'the time that is left',
      withCallee('2026-03-01T08:31:00.000Z', 'call back'),
      { number: D, ttlSeconds: 60, userData: 'call back' },
    ],
    [
      'the shortest time when it is over, so that it takes the place of an older one',
      withCallee('2026-03-01T08:00:00.000Z'),
      { number: D, ttlSeconds: 1, userData: undefined },
    ],
  ])('is set again for %s', async (_case, binding, callee) => {
    const modules = setUp({});

    expect(await modules.confirm(tooOld('temporaryCallee'), binding)).toEqual({ kind: 'confirmed' });

    expect([modules.callees, modules.calls]).toEqual([[['subscription-own', callee]], []]);
  });

  it('that was asked for and never answered is overwritten for the shortest time', async () => {
    const modules = setUp({});

    await modules.confirm(
      { ...tooOld('temporaryCallee'), callees: [D] },
      aLiveBinding({ mode: 'AX', b: undefined }),
    );

    expect(modules.callees).toEqual([
      ['subscription-own', { number: D, ttlSeconds: 1, userData: undefined }],
    ]);
  });

  const later = withCallee('2026-03-01T08:31:00.000Z');

  it.each<[string, ActiveBinding, readonly SetField[], boolean]>([
    ['another field is open', later, ['a'], true],
    ['none was ever asked for', aLiveBinding({ mode: 'AX', b: undefined }), ['temporaryCallee', 'a'], true],
    ['the app has no such thing', later, ['temporaryCallee', 'a'], false],
  ])('is not set when %s', async (_case, binding, fields, isAx) => {
    const modules = setUp({ modify: async () => MODIFIED }, isAx);

    expect(await modules.confirm(tooOld(...fields), binding)).toEqual({ kind: 'confirmed' });

    expect([modules.callees, modules.calls]).toEqual([[], ['modify']]);
  });

  it('is set after the other fields, and not when these failed', async () => {
    const both = setUp({ modify: async () => MODIFIED });
    const failing = setUp({ modify: async () => LOST });
    const gone = setUp({ modify: async () => NOT_FOUND, get: async () => NOBODY });

    for (const modules of [both, failing, gone]) await modules.confirm(tooOld('a', 'temporaryCallee'), later);

    expect([both.callees.length, failing.callees.length, gone.callees.length]).toEqual([1, 0, 0]);
  });

  it.each<[string, Platform['setTemporaryCallee'], object]>([
    ['it was set', async () => SET, { kind: 'confirmed' }],
    ['it was refused', async () => refusedAs('platform-rejected'), { kind: 'unresolved' }],
  ])(
    'stays open for the other fields that may still come when %s',
    async (_case, setTemporaryCallee = async () => SET, expected) => {
      const modules = setUp({ modify: async () => MODIFIED_BY_REPEAT, setTemporaryCallee });

      const result = await modules.confirm(tooOld('a', 'temporaryCallee'), later);

      expect(result).toMatchObject(expected);
      const open =
        result.kind === 'unresolved'
          ? result.record.openChange
          : (await modules.bindings.get('own'))?.openChange;
      expect(open?.until).toBe('2026-03-01T08:35:00.000Z');
    },
  );

  it('ends the binding when the platform does not have it any more', async () => {
    const modules = setUp({ setTemporaryCallee: async () => NOT_FOUND, get: async () => NOBODY });

    expect(await modules.confirm(tooOld('temporaryCallee'), later)).toEqual({ kind: 'ended' });
  });
});
