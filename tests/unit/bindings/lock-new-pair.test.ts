import { describe, expect, it } from 'vitest';
import { createCreateBinding } from '../../../shared/bindings/bind/create-binding.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { A, B, C, X } from '../../builders/bind-request.ts';
import {
  aLiveBinding,
  type BindingModules,
  bindingModules,
  refusedAs,
} from '../../builders/binding-modules.ts';

const MODIFIED = { kind: 'ok', value: 'modified' } as const;
const BOUND = { kind: 'ok', value: { subscriptionId: 'subscription-new', x: X } } as const;

/** Binds A with C, of whom the change of the binding of A and B makes a pair as well. */
const bindOf = (modules: BindingModules) => {
  const { terms, reference } = aLiveBinding();
  const create = createCreateBinding({
    ...modules,
    resolve: async () => Promise.reject(new Error('nothing is to be resolved')),
    sealer: createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]),
    newId: () => 'new',
    sleep: async () => undefined,
  });
  const request = {
    app: 'rides',
    mode: 'AXB' as const,
    a: A,
    b: C,
    x: undefined,
    extension: undefined,
    areaCode: undefined,
    areaMatch: 'loose' as const,
    reference,
    terms,
  };
  return () => create(request, { apiKeyName: 'key', idempotencyKey: undefined });
};

const problemOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no problem',
    ({ code, retryAfterSeconds }) => ({ code, retryAfterSeconds }),
  );

describe('a change of the pair', () => {
  it('is waited for by a bind of the new pair, which then finds the binding', async () => {
    let meanwhile: unknown;
    const modules = bindingModules({
      platform: {
        modify: async () => {
          meanwhile = await problemOf(bind());
          return MODIFIED;
        },
      },
    });
    const bind = bindOf(modules);
    await modules.store(aLiveBinding());
    await modules.change.change('own', { b: C }, undefined);

    const found = await bind();

    expect(meanwhile).toEqual({ code: 'binding-in-progress', retryAfterSeconds: 60 });
    expect(found).toMatchObject({ kind: 'existing', binding: { bindingId: 'own', b: C } });
    expect(modules.calls).toEqual(['modify']);
  });

  it('is not made while the new pair is being bound', async () => {
    let meanwhile: unknown;
    const modules = bindingModules({
      platform: {
        bind: async () => {
          meanwhile = await problemOf(modules.change.change('own', { b: C }, undefined));
          return BOUND;
        },
      },
      numbers: [undefined],
    });
    await modules.store(aLiveBinding());

    await problemOf(bindOf(modules)());

    expect(meanwhile).toEqual({ code: 'binding-in-progress', retryAfterSeconds: 60 });
    expect(await modules.bindings.get('own')).toMatchObject({ binding: { b: B, version: 1 } });
    expect((await modules.bindings.get('own'))?.change).toBeUndefined();
    expect(modules.calls).toEqual(['bind']);
  });

  it('that is refused leaves the new pair free to be bound', async () => {
    const modules = bindingModules({
      platform: { modify: async () => refusedAs('account-suspended'), bind: async () => BOUND },
      numbers: [undefined],
    });
    await modules.store(aLiveBinding());
    await problemOf(modules.change.change('own', { b: C }, undefined));

    await problemOf(bindOf(modules)());

    expect(modules.calls).toEqual(['modify', 'bind']);
  });
});
