import type { Platform } from '../../state/platform.ts';
import type { BindingView, Mode } from '../mode.ts';
import { bindAxyb } from './axyb-bind.ts';
import { queryAxyb, unbindAxyb } from './axyb-query.ts';
import { routeAxybCall } from './axyb-routing.ts';
import { type AxybBinding, createAxybStore } from './axyb-store.ts';

const PATH = '/rest/omp/xyrelationnumber/v1.0';

/** AXYB: towards B, A is X; towards A, B is Y. Source: `privatenumber_axyb_0016` to `_0019`. */
export const createAxybMode = (platform: Platform): Mode => {
  const store = createAxybStore(platform.clock);
  const on = { mode: 'AXYB', path: PATH } as const;

  return {
    name: 'AXYB',
    operations: [
      { ...on, name: 'bind', method: 'POST', handle: (request) => bindAxyb(platform, store, request) },
      { ...on, name: 'unbind', method: 'DELETE', handle: (request) => unbindAxyb(store, request) },
      { ...on, name: 'query', method: 'GET', handle: (request) => queryAxyb(platform, store, request) },
    ],
    routeCall: (call) => routeAxybCall(platform, store, call),
    bindings: () => store.all().map(viewOf),
    clear: () => store.clear(),
  };
};

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** `b` and `y` are those of the oldest Y-B that the customer bound. */
const viewOf = ({ settings, expiresAt, subscribeTime, ...binding }: AxybBinding): BindingView => {
  const relations = binding.relations.map((relation) => ({
    ...relation,
    subscribeTime: relation.subscribeTime.toISOString(),
    expiresAt: iso(relation.expiresAt),
  }));
  const bound = relations.find(({ automatic }) => !automatic);
  return {
    ...settings,
    ...binding,
    mode: 'AXYB',
    b: bound?.b ?? null,
    y: bound?.y ?? null,
    subscribeTime: subscribeTime.toISOString(),
    expiresAt: iso(expiresAt),
    relations,
  };
};
