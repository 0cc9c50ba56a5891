import type { BindingPlatform, PlatformBinding } from '../../../bindings/model/binding-platform.ts';
import type { E164 } from '../../../kernel/e164.ts';
import { inconclusive, type PlatformResult } from '../../../kernel/platform-outcome.ts';
import type { PlatformApp, PlatformClient } from '../../client/client.ts';
import { createModeCalls, type ModeCallsData } from '../mode-calls.ts';
import { createModify } from '../modify.ts';
import { type AxePage, axeBinding, axeBound, axePage } from './axe-answers.ts';
import { axeBindFields, axeChangeFields } from './axe-fields.ts';

/** `privatenumber_02_0022` to `_0024`. */
const AXE: ModeCallsData = {
  mode: 'axe',
  path: '/rest/caas/extendnumber/v1.0',
  none: {
    // 1012007 is not on the pages of the mode; elsewhere it means the same.
    modify: ['1016001', '1012007'],
    query: ['1016001', '1012007'],
  },
};

/** The query that pages through an X (`privatenumber_02_0027`). */
const QUERY_V2 = { operation: 'axe.queryV2', path: '/rest/caas/extendnumber/v2.0' } as const;

const FIRST_PAGE = '0000000000000_0';

/** An X holds 9999 extensions at most; a platform whose cursor never ends must not keep us for ever. */
const MOST_PAGES = 1000;

const NOTHING: AxePage = { bindings: [], next: undefined };

/** A reachable by everybody through X and an extension: AXE mode of one app. */
export const createAxePlatform = (client: PlatformClient, app: PlatformApp): BindingPlatform => {
  const calls = createModeCalls(client, app, AXE);
  const list = async (x: E164, cursor = FIRST_PAGE): Promise<PlatformResult<AxePage>> => {
    const found = await calls.query({ virtualNum: x, cursor }, axePage, NOTHING, QUERY_V2);
    return found.kind === 'ok' ? { kind: 'ok', value: pageOf(found.value, x, cursor) } : found;
  };
  const get: BindingPlatform['get'] = (subscriptionId) =>
    calls.query<PlatformBinding | undefined>({ subscriptionId }, axeBinding, undefined);
  return {
    get,
    list,
    bind: (request) => calls.bind(axeBindFields(request), (json) => axeBound(json, request)),
    unbind: (subscriptionId) => calls.unbind({ subscriptionId }, () => get(subscriptionId)),
    modify: createModify(calls, get, axeChangeFields),
    async find({ x, a }) {
      let after: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const found = await list(x, after);
        if (found.kind !== 'ok') return found;
        const binding = found.value.bindings.find((entry) => entry.a === a && entry.x === x);
        after = found.value.next;
        if (binding !== undefined || after === undefined) return { kind: 'ok', value: binding };
      }
      return endless;
    },
  };
};

/** Nobody says how the last page looks: without a cursor, with the same one, or empty. X was asked for, so it may be left out. */
const pageOf = ({ bindings, next }: AxePage, x: E164, cursor: string): AxePage => ({
  bindings: bindings.map((binding) => ({ ...binding, x: binding.x ?? x })),
  next: bindings.length === 0 || next === cursor ? undefined : next,
});

const endless = inconclusive('a list without an end');
