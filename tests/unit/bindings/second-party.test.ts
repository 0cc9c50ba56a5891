import { describe, expect, it } from 'vitest';
import { carryOut } from '../../../shared/bindings/change/carry-out-change.ts';
import { createConfirmChange } from '../../../shared/bindings/change/confirm-change.ts';
import type { ActiveBinding } from '../../../shared/bindings/model/binding.ts';
import type { SecondPartyPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import type { OpenChange } from '../../../shared/bindings/model/open-request.ts';
import { B, C, D, privateNumber } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, changesOf } from '../../builders/binding-modules.ts';

const Y = privateNumber('+8617000000081');
const OTHER_Y = privateNumber('+8617000000082');
const LATER = new Date('2026-03-01T08:30:00.000Z');
const MODIFIED = { kind: 'ok', value: 'modified' } as const;

type Answer = Awaited<ReturnType<SecondPartyPlatform['setB']>>;
const behind = (y: typeof Y | undefined): Answer => ({ kind: 'ok', value: { y } });

/** A platform of AXYB that answers so, half an hour after the binding was made. */
const setUp = (answer: Answer = behind(OTHER_Y)) => {
  const asked: unknown[] = [];
  const modules = bindingModules({
    platform: { modify: async () => MODIFIED, get: async () => ({ kind: 'ok', value: undefined }) },
  });
  modules.time.now = LATER;
  const secondPartyOf = (): SecondPartyPlatform => ({
    setB: async (subscriptionId, people, terms) => {
      asked.push([subscriptionId, people, terms.ttlSeconds]);
      return answer;
    },
  });
  const deps = { ...modules, secondPartyOf };
  return {
    ...deps,
    asked,
    change: changesOf(deps),
    confirm: createConfirmChange(deps),
  };
};

const anAxybBinding = (changes: Partial<ActiveBinding> = {}): ActiveBinding =>
  aLiveBinding({ mode: 'AXYB', y: Y, ...changes } as Partial<ActiveBinding>);

describe('a change of the B behind a Y', () => {
  it.each<[string, Partial<ActiveBinding>, OpenChange | undefined, readonly unknown[]]>([
    ['the former B off his', {}, undefined, [B]],
    ['nobody off his where there was none', { b: undefined, y: undefined }, undefined, []],
    [
      'off theirs whom an older change may still bring',
      {},
      { until: '2026-03-01T08:34:00.000Z', fields: ['b'], people: [D] },
      [B, D],
    ],
    [
      'nobody else where no older change brings anybody',
      { b: undefined, y: undefined },
      { until: '2026-03-01T08:34:00.000Z', fields: ['b'] },
      [],
    ],
  ])('puts the new one behind it and takes %s', async (_case, changes, openChange, others) => {
    const modules = setUp();
    await modules.store(anAxybBinding(changes), openChange === undefined ? {} : { openChange });

    const changed = await modules.change.change('own', { b: C }, undefined);

    expect(modules.asked).toEqual([['subscription-own', { b: C, others }, 5400]]);
    expect(changed).toMatchObject({ b: C, y: OTHER_Y, version: 2 });
    expect(modules.calls).toEqual([]);
  });

  it('takes him away and leaves no Y', async () => {
    const modules = setUp(behind(undefined));
    await modules.store(anAxybBinding());

    await modules.change.change('own', { b: null }, undefined);

    expect(modules.asked).toEqual([['subscription-own', { b: undefined, others: [B] }, 5400]]);
    const binding = (await modules.bindings.get('own'))?.binding;
    expect([binding?.b, binding?.y]).toEqual([undefined, undefined]);
  });

  it.each<[string, string | undefined, number | undefined]>([
    ['the seconds that are left', '2026-03-01T08:31:01.001Z', 62],
    ['the shortest life that there is', '2026-03-01T08:30:30.000Z', 60],
    ['no life time where it has no end', undefined, undefined],
  ])('sends along %s', async (_case, expiresAt, ttlSeconds) => {
    const modules = setUp();
    await modules.store(anAxybBinding({ expiresAt }));

    await modules.change.change('own', { b: C }, undefined);

    expect(modules.asked).toEqual([['subscription-own', { b: C, others: [B] }, ttlSeconds]]);
  });

  it('ends a binding that the platform does not have any more', async () => {
    const modules = setUp({ kind: 'ok', value: 'not-found' });
    await modules.store(anAxybBinding());

    await expect(modules.change.change('own', { b: C }, undefined)).rejects.toMatchObject({
      code: 'binding-ended',
    });

    expect([modules.calls, (await modules.bindings.get('own'))?.binding.status]).toEqual([
      ['get'],
      'releasing',
    ]);
  });

  it('is the only change that is about the Y', async () => {
    const modules = setUp();
    const record = await modules.store(aLiveBinding());

    await carryOut(modules, record, { maxCallMinutes: 5 });

    expect([modules.asked, modules.calls]).toEqual([[], ['modify']]);
  });
});

describe('a B behind a Y over whom an older change may be applied', () => {
  const confirm = async (open: Partial<OpenChange>, answer?: Answer) => {
    const openChange: OpenChange = { until: '2026-03-01T08:30:00.000Z', fields: ['b'], ...open };
    const modules = setUp(answer);
    const record = await modules.store(anAxybBinding(), { openChange });
    return { modules, confirmed: await modules.confirm(record, openChange) };
  };

  it.each<[string, Partial<OpenChange>, readonly unknown[]]>([
    ['nobody is taken off theirs', {}, []],
    ['those whom the older one names are taken off theirs', { people: [C, D] }, [C, D]],
  ])('is put behind it again: %s', async (_case, open, others) => {
    const { modules, confirmed } = await confirm(open);

    expect(confirmed).toEqual({ kind: 'confirmed' });
    expect(modules.asked).toEqual([['subscription-own', { b: B, others }, 5400]]);
    expect(modules.calls).toEqual([]);
    expect((await modules.bindings.get('own'))?.binding).toEqual(anAxybBinding({ y: OTHER_Y }));
  });

  it('is left alone when another field is open', async () => {
    const { modules } = await confirm({ fields: ['callDirection'] });

    expect([modules.asked, modules.calls]).toEqual([[], ['modify']]);
    expect((await modules.bindings.get('own'))?.binding).toEqual(anAxybBinding());
  });

  it('ends with the binding that the platform does not have any more', async () => {
    const { modules, confirmed } = await confirm({}, { kind: 'ok', value: 'not-found' });

    expect([confirmed, modules.calls]).toEqual([{ kind: 'ended' }, ['get']]);
  });
});
