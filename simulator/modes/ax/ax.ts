import type { Platform } from '../../state/platform.ts';
import { createDailyBinds } from '../daily-binds.ts';
import type { BindingView, Mode } from '../mode.ts';
import { bindAx, unbindAx } from './ax-bind.ts';
import { modifyAx, setTemporaryCallee } from './ax-modify.ts';
import { queryAx } from './ax-query.ts';
import { routeAxCall } from './ax-routing.ts';
import { type AxBinding, type AxStore, createAxStore } from './ax-store.ts';
import { routeAxText } from './ax-texts.ts';

const PATH = '/rest/provision/caas/privatenumber/v1.0';
const CALLEE_PATH = '/rest/caas/privatenumber/calleenumber/v1.0';

/** AX: X stands for A, towards everybody. Source: `privatenumber_02_0011` to `_0015`. */
export const createAxMode = (platform: Platform): Mode => {
  const store = createAxStore(platform.clock);
  const daily = createDailyBinds(platform);
  const on = { mode: 'AX', path: PATH } as const;

  return {
    name: 'AX',
    operations: [
      { ...on, name: 'bind', method: 'POST', handle: (request) => bindAx(platform, store, daily, request) },
      { ...on, name: 'unbind', method: 'DELETE', handle: (request) => unbindAx(store, request) },
      { ...on, name: 'modify', method: 'PUT', handle: (request) => modifyAx(platform, store, request) },
      { ...on, name: 'query', method: 'GET', handle: (request) => queryAx(platform, store, request) },
      {
        ...on,
        path: CALLEE_PATH,
        name: 'set-temporary-callee',
        method: 'PUT',
        handle: (request) => setTemporaryCallee(platform, store, request),
      },
    ],
    routeCall: (call) => routeAxCall(platform, store, call),
    routeText: (text) => routeAxText(store, text),
    bindings: () => store.all().map((binding) => viewOf(store, binding)),
    clear() {
      store.clear();
      daily.clear();
    },
  };
};

const viewOf = (store: AxStore, { subscribeTime, ...binding }: AxBinding): BindingView => {
  const callee = store.calleeOf({ subscribeTime, ...binding });
  return {
    ...binding,
    mode: 'AX',
    b: null,
    expiresAt: null,
    subscribeTime: subscribeTime.toISOString(),
    temporaryCallee: callee && { ...callee, expiresAt: callee.expiresAt.toISOString() },
  };
};
