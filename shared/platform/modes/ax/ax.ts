import type { BindingPlatform, TemporaryCalleePlatform } from '../../../bindings/model/binding-platform.ts';
import type { PlatformApp, PlatformClient } from '../../client/client.ts';
import type { Query } from '../../client/query-string.ts';
import { only, withId } from '../answer-fields.ts';
import { createModeCalls, type ModeCallsData } from '../mode-calls.ts';
import { createModify } from '../modify.ts';
import { axBindings, axBound } from './ax-answers.ts';
import { axBindFields, axChangeFields } from './ax-fields.ts';

/**
 * The codes with which a change finds no binding. 1011004 and 1011001 (X is not ours any more, in the words "the account
 * does not exist") are followed by a query. 1012007 is not on the pages of the mode; elsewhere it means the same as 1016001.
 */
const NOT_THERE_TO_CHANGE = ['1016001', '1012007', '1011004', '1011001'];

/** `privatenumber_02_0011` to `_0014`. */
const AX: ModeCallsData = {
  mode: 'ax',
  path: '/rest/provision/caas/privatenumber/v1.0',
  none: {
    modify: NOT_THERE_TO_CHANGE,
    query: ['1016001', '1012007'],
  },
};

/** Without `provision`, unlike the others (`privatenumber_02_0015`). */
const CALLEE_PATH = '/rest/caas/privatenumber/calleenumber/v1.0';

/** A reachable by everybody through X: AX mode of one app. One X holds one A, one A up to five X. */
export const createAxPlatform = (client: PlatformClient, app: PlatformApp): BindingPlatform => {
  const calls = createModeCalls(client, app, AX);
  const query = (parameters: Query) => calls.query(parameters, axBindings, []);
  const get: BindingPlatform['get'] = async (subscriptionId) =>
    withId(await query({ subscriptionId }), subscriptionId);
  return {
    get,
    bind: (request) => calls.bind(axBindFields(request), (json) => axBound(json, request.x)),
    unbind: (subscriptionId) => calls.unbind({ subscriptionId }, () => get(subscriptionId)),
    modify: createModify(calls, get, axChangeFields),
    // By A, because that also finds it when X is not ours any more.
    find: async ({ x, a }) => only(await query({ origNum: a }), (entry) => entry.a === a && entry.x === x),
    async numbersOf(a) {
      const found = await query({ origNum: a });
      return found.kind === 'ok' ? { kind: 'ok', value: found.value.flatMap(({ x }) => x ?? []) } : found;
    },
    async list(x) {
      const found = await query({ privateNum: x });
      return found.kind === 'ok' ? { kind: 'ok', value: { bindings: found.value, next: undefined } } : found;
    },
  };
};

/** Whom A reaches by calling X, for AX mode of one app. */
export const createAxTemporaryCallee = (
  client: PlatformClient,
  app: PlatformApp,
): TemporaryCalleePlatform => ({
  setTemporaryCallee: (subscriptionId, { number, ttlSeconds, userData }) =>
    client.call(app, {
      operation: 'ax.setTemporaryCallee',
      method: 'PUT',
      path: CALLEE_PATH,
      // Without `duration` it would be a minute.
      body: { subscriptionId, calleeNum: number, duration: ttlSeconds, userData },
      idempotent: true,
      success: 'result',
      read: () => 'set',
      none: { codes: NOT_THERE_TO_CHANGE, value: 'not-found' },
    }),
});
