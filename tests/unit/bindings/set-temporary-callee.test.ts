import { describe, expect, it } from 'vitest';
import { createSetTemporaryCallee } from '../../../shared/bindings/change/set-temporary-callee.ts';
import type { TemporaryCalleePlatform } from '../../../shared/bindings/model/binding-platform.ts';
import { A, C, D } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, LOST } from '../../builders/binding-modules.ts';

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
) => {
  const modules = bindingModules({ platform: { modify } });
  const set = createSetTemporaryCallee({ ...modules, calleesOf: () => ({ setTemporaryCallee }) });
  return { ...modules, set: () => set('own', CALLEE) };
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
