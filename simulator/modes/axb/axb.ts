import type { Platform } from '../../state/platform.ts';
import type { Mode } from '../mode.ts';
import { bindAxb, unbindAxb } from './axb-bind.ts';
import { modifyAxb } from './axb-modify.ts';
import { queryAxb } from './axb-query.ts';
import { routeCall, routeText } from './axb-routing.ts';
import { type AxbBinding, createAxbStore } from './axb-store.ts';

const PATH = '/rest/caas/relationnumber/partners/v1.0';

/** AXB: X joins A and B. Source: `privatenumber_02_0001` to `_0005`. */
export const createAxbMode = (platform: Platform): Mode => {
  const store = createAxbStore(platform.clock);
  const operation = { mode: 'AXB', path: PATH } as const;

  return {
    name: 'AXB',
    operations: [
      { ...operation, name: 'bind', method: 'POST', handle: (request) => bindAxb(platform, store, request) },
      { ...operation, name: 'unbind', method: 'DELETE', handle: (request) => unbindAxb(store, request) },
      {
        ...operation,
        name: 'modify',
        method: 'PUT',
        handle: (request) => modifyAxb(platform, store, request),
      },
      { ...operation, name: 'query', method: 'GET', handle: (request) => queryAxb(platform, store, request) },
    ],
    routeCall: (call) => routeCall(store, call),
    routeText: (text) => routeText(store, text),
    bindings: () => store.all().map(viewOf),
    clear: () => store.clear(),
  };
};

const viewOf = (binding: AxbBinding) => {
  const { subscribeTime, expiresAt, ...fields } = binding;
  return {
    ...fields,
    mode: 'AXB' as const,
    subscribeTime: subscribeTime.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
};
