import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import {
  type AnyBind,
  type AnyChange,
  bindRequestOf,
  changeOf,
  party,
  privateNumber,
} from './bind-request.ts';
import type { Bound, PlatformBinding, PlatformPage } from './requests.ts';
import type { PlatformResult } from './result.ts';

/** The binding operations of a mode, with numbers as people write them. */
export const bindingCalls = (platform: BindingPlatform) => ({
  bind: async (request: AnyBind): Promise<PlatformResult<Bound>> => {
    const result = await platform.bind(bindRequestOf(request));
    if (result.kind !== 'ok') return result;
    const { value } = result;
    // Of mode X, which has no bind here.
    if (value.subscriptionId === undefined) return { kind: 'not-offered', detail: 'the platform keeps none' };
    return { ...result, value };
  },
  unbind: (subscriptionId: string): Promise<PlatformResult<'released' | 'not-found'>> =>
    platform.unbind(subscriptionId),
  query: (subscriptionId: string): Promise<PlatformResult<PlatformBinding | undefined>> =>
    platform.get(subscriptionId),
  find: async ({
    x,
    a,
    b,
  }: Readonly<{ x: string; a: string; b?: string }>): Promise<PlatformResult<PlatformBinding | undefined>> =>
    platform.find({ x: privateNumber(x), a: party('a', a), b: b === undefined ? undefined : party('b', b) }),
  list: async (x: string, after?: string): Promise<PlatformResult<PlatformPage>> =>
    platform.list(privateNumber(x), after),
  modify: async (
    subscriptionId: string,
    changed: AnyChange,
  ): Promise<PlatformResult<'modified' | 'not-found'>> => {
    const [change, terms] = changeOf(changed);
    return platform.modify(subscriptionId, change, terms);
  },
});
