import type { BindingPlatform } from '../../bindings/model/binding-platform.ts';
import { notOffered } from '../client/not-offered.ts';

/**
 * X mode stores nothing at the platform: it asks on every call, and the answer comes from our own bindings. So every
 * operation succeeds here without a call.
 */
export const createXRoutes = (): BindingPlatform => ({
  bind: async ({ x }) =>
    x === undefined
      ? notOffered('X mode chooses no number', 'invalid-request')
      : { kind: 'ok', value: { mode: 'X', x } },
  unbind: async () => ({ kind: 'ok', value: 'released' }),
  find: async () => ({ kind: 'ok', value: undefined }),
  get: async () => ({ kind: 'ok', value: undefined }),
  modify: async () => ({ kind: 'ok', value: 'modified' }),
  list: async () => ({ kind: 'ok', value: { bindings: [], next: undefined } }),
});
