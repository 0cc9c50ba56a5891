import type { Platform } from '../../state/platform.ts';
import type { BindingView, Mode } from '../mode.ts';
import { bindAxe } from './axe-bind.ts';
import { modifyAxe, unbindAxe } from './axe-change.ts';
import { queryAxe, queryAxePage } from './axe-query.ts';
import { routeAxeCall } from './axe-routing.ts';
import { type AxeBinding, type AxeStore, createAxeStore } from './axe-store.ts';

const PATH = '/rest/caas/extendnumber/v1.0';
const PAGED_PATH = '/rest/caas/extendnumber/v2.0';

/** AXE: many A share an X, each behind an extension. Source: `privatenumber_02_0022` to `_0027`. */
export const createAxeMode = (platform: Platform): Mode => {
  const store = createAxeStore(platform.clock);
  const on = { mode: 'AXE', path: PATH } as const;

  return {
    name: 'AXE',
    operations: [
      { ...on, name: 'bind', method: 'POST', handle: (request) => bindAxe(platform, store, request) },
      { ...on, name: 'unbind', method: 'DELETE', handle: (request) => unbindAxe(store, request) },
      { ...on, name: 'modify', method: 'PUT', handle: (request) => modifyAxe(store, request) },
      { ...on, name: 'query', method: 'GET', handle: (request) => queryAxe(platform, store, request) },
      {
        ...on,
        path: PAGED_PATH,
        name: 'query',
        method: 'GET',
        handle: (request) => queryAxePage(platform, store, request),
      },
    ],
    routeCall: (call) => routeAxeCall(store, call),
    bindings: () => store.all().map((binding) => viewOf(store, binding)),
    clear: () => store.clear(),
  };
};

const viewOf = (store: AxeStore, binding: AxeBinding): BindingView => {
  const { createdAt, expiresAt, lastCaller: _lastCaller, sequence: _sequence, ...fields } = binding;
  return {
    ...fields,
    mode: 'AXE',
    b: null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastCaller: store.lastCallerOf(binding) ?? null,
  };
};
