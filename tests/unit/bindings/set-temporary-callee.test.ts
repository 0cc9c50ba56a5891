import { describe, expect, it } from 'vitest';
import {
  createSetTemporaryCallee,
  type TemporaryCallee,
} from '../../../shared/bindings/change/set-temporary-callee.ts';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type {
  BindingPlatform,
  TemporaryCalleePlatform,
} from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { A, C, D } from '../../builders/bind-request.ts';
import { aLiveBinding, BY, bindingModules, LOST, refusedAs, theirs } from '../../builders/binding-modules.ts';
import { overtakeWrite } from '../../builders/overtaking.ts';

const SET = { kind: 'ok', value: 'set' } as const;
const MODIFIED = { kind: 'ok', value: 'modified' } as const;
const CALLEE = { number: D, ttlSeconds: 600, userData: undefined };

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    ({ code }) => code,
  );

const setUp = (
  setTemporaryCallee: TemporaryCalleePlatform['setTemporaryCallee'],
  modify: () => Promise<typeof MODIFIED> = async () => MODIFIED,
  get: BindingPlatform['get'] = async () => LOST,
) => {
  const modules = bindingModules({ platform: { modify, get } });
  const set = createSetTemporaryCallee({ ...modules, calleesOf: () => ({ setTemporaryCallee }) });
  return { ...modules, set: (callee: TemporaryCallee = CALLEE) => set('own', callee, BY) };
};

const anAxBinding = () => aLiveBinding({ mode: 'AX' });

describe('a temporary callee', () => {
  it('that is being set stops a change that begins meanwhile, before the platform is asked', async () => {
    let meanwhile: unknown;
    const modules = setUp(async () => {
      meanwhile = await codeOf(modules.change.change('own', { a: C }, undefined));
      return SET;
    });
    await modules.store(anAxBinding());

    const bound = await modules.set();

    expect(meanwhile).toBe('binding-in-progress');
    expect(bound).toMatchObject({ a: A, version: 2, temporaryCallee: { callee: D } });
    expect(modules.calls).toEqual([]);
    const { leaseUntil, openChange, dueAt } = { ...(await modules.bindings.get('own')) };
    // Due at its end only.
    expect([leaseUntil, openChange, dueAt]).toEqual([undefined, undefined, '2026-03-01T10:00:00.000Z']);
  });

  it('is not set during a change, which is answered as made', async () => {
    let meanwhile: unknown;
    const modules = setUp(
      async () => SET,
      async () => {
        meanwhile = await codeOf(modules.set());
        return MODIFIED;
      },
    );
    await modules.store(anAxBinding());

    const changed = await modules.change.change('own', { a: C }, undefined);

    expect(meanwhile).toBe('binding-in-progress');
    expect(changed).toMatchObject({ a: C, version: 2 });
    expect(await modules.holderOf(C)).toBe('own');
  });

  it('without an answer leaves the binding as it was, and looked after until it cannot come any more', async () => {
    const modules = setUp(async () => LOST);
    await modules.store(anAxBinding());

    expect(await codeOf(modules.set())).toBe('platform-unavailable');

    const record = await modules.bindings.get('own');
    expect(record?.binding).not.toHaveProperty('temporaryCallee');
    expect(record?.openChange?.fields).toEqual(['temporaryCallee']);
    const now = modules.time.now.getTime();
    expect(Date.parse(record?.openChange?.until ?? '') - now).toBe(300_000);
    expect(Date.parse(record?.dueAt ?? '') - now).toBe(30_000);
  });
});

describe('a binding whose temporary callee is to be set', () => {
  const ended = { code: 'binding-ended' };
  const inProgress = { code: 'binding-in-progress', retryAfterSeconds: 1 };

  it.each<[string, Binding, Partial<BindingRecord>, object]>([
    ['is pending', aLiveBinding({ mode: 'AX', status: 'pending' }), {}, inProgress],
    ['is releasing', aLiveBinding({ mode: 'AX', status: 'releasing' }), {}, ended],
    ['is released', aLiveBinding({ mode: 'AX', status: 'released' }), {}, ended],
    ['has its time up', aLiveBinding({ mode: 'AX', expiresAt: '2026-03-01T08:00:00.000Z' }), {}, ended],
    [
      'is worked on',
      anAxBinding(),
      { leaseUntil: '2026-03-01T08:00:41.000Z' },
      { code: 'binding-in-progress', retryAfterSeconds: 41 },
    ],
    [
      'has the callee as its A',
      aLiveBinding({ mode: 'AX', a: D }),
      {},
      {
        code: 'invalid-request',
        message: 'the request is not valid: callee',
        errors: [{ path: 'callee', message: 'must be another number than a' }],
      },
    ],
    ['lives with us alone', aLiveBinding({ mode: 'X' }), {}, ended],
  ])('is left as it is when it %s', async (_case, binding, more, problem) => {
    const modules = setUp(async () => Promise.reject(new Error('never asked')));
    await modules.store(binding, more);

    await expect(modules.set()).rejects.toMatchObject(problem);

    expect((await modules.bindings.get('own'))?.revision).toBe(1);
  });

  it('is none that is not stored', async () => {
    await expect(setUp(async () => SET).set()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is one of an app in AX', async () => {
    const modules = bindingModules();
    const set = createSetTemporaryCallee({ ...modules, calleesOf: () => undefined });
    await modules.store(aLiveBinding());

    await expect(set('own', CALLEE, BY)).rejects.toMatchObject({
      code: 'not-changeable',
      message: 'only AX bindings have a temporary callee',
    });
  });

  it('has it with its time and its words, and keeps its own end', async () => {
    const modules = setUp(async () => SET);
    await modules.store(anAxBinding());

    const changed = await modules.set({ ...CALLEE, userData: 'call back' });

    expect(changed).toMatchObject({
      temporaryCallee: { callee: D, expiresAt: '2026-03-01T08:10:00.000Z', userData: 'call back' },
      expiresAt: '2026-03-01T10:00:00.000Z',
      version: 2,
    });
  });

  it('shows before the platform is asked how long the request may come late, should its sender die', async () => {
    const seen: unknown[] = [];
    const modules = setUp(async () => {
      seen.push(await modules.bindings.get('own'));
      return SET;
    });
    await modules.store(anAxBinding());

    await modules.set();

    expect(seen).toMatchObject([
      {
        openChange: { until: '2026-03-01T08:06:00.000Z', fields: ['temporaryCallee'], callees: [D] },
        leaseUntil: '2026-03-01T08:01:00.000Z',
      },
    ]);
  });

  it('keeps the former one when the platform refuses the new one', async () => {
    const modules = setUp(async () => refusedAs('platform-rejected'));
    await modules.store(anAxBinding());

    await expect(modules.set()).rejects.toMatchObject({
      code: 'platform-rejected',
      message: 'the platform refused the request',
    });

    const record = await modules.bindings.get('own');
    expect([record?.binding, record?.leaseUntil, record?.openChange]).toEqual([
      anAxBinding(),
      undefined,
      undefined,
    ]);
  });

  it.each<[string, BindingPlatform['get'], string, string]>([
    ['has it no more', async () => ({ kind: 'ok', value: undefined }), 'binding-ended', 'releasing'],
    [
      'contradicts itself',
      async () => ({ kind: 'ok', value: theirs(anAxBinding()) }),
      'platform-rejected',
      'active',
    ],
    ['cannot be asked', async () => LOST, 'platform-unavailable', 'active'],
  ])('that the platform does not find is looked for, and %s', async (_case, get, code, status) => {
    const modules = setUp(async () => ({ kind: 'ok', value: 'not-found' }), undefined, get);
    await modules.store(anAxBinding());

    expect(await codeOf(modules.set())).toBe(code);

    expect((await modules.bindings.get('own'))?.binding.status).toBe(status);
  });

  it('has a change of unknown fate carried out soon afterwards', async () => {
    const modules = setUp(async () => SET);
    await modules.store(anAxBinding(), { change: { maxCallMinutes: 5 } });

    await modules.set();

    expect(await modules.bindings.get('own')).toMatchObject({
      change: { maxCallMinutes: 5 },
      dueAt: '2026-03-01T08:00:00.000Z',
    });
  });

  it('is left to whoever was faster, before the platform is asked', async () => {
    const asked: unknown[] = [];
    const modules = setUp(async (_subscriptionId, callee) => {
      asked.push(callee);
      return SET;
    });
    await modules.store(anAxBinding());
    overtakeWrite(modules, 1);

    await expect(modules.set()).rejects.toMatchObject(inProgress);

    expect(asked).toEqual([]);
  });

  it('is left to whoever ended it while the platform was asked', async () => {
    const modules = setUp(async () => SET);
    await modules.store(anAxBinding());
    overtakeWrite(modules, 2);

    await expect(modules.set()).rejects.toMatchObject(ended);

    expect((await modules.bindings.get('own'))?.binding).toEqual(anAxBinding());
  });
});
