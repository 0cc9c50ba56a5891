import type { SimulatedClock } from '../../state/clock.ts';
import type { CommonSettings } from '../binding-parameters.ts';

/** Whom A reaches next by calling X. */
export type TemporaryCallee = { number: string; expiresAt: Date; userData?: string };

/** One A-X binding; it ends only by an unbind. */
export type AxBinding = CommonSettings & {
  subscriptionId: string;
  appKey: string;
  a: string;
  x: string;
  recordFlag: 'true' | 'false';
  maxDuration: number;
  calleeNumDisplay?: string;
  turnFlag?: string;
  /** Time of the bind or of the last modify. */
  subscribeTime: Date;
  temporaryCallee: TemporaryCallee | null;
};

/** The bindings of one platform, with the rule that an X has one A. */
export type AxStore = {
  /** Adds a binding or replaces the one with the same id. */
  keep(binding: AxBinding): void;
  remove(subscriptionId: string): void;
  find(appKey: string, subscriptionId: string): AxBinding | undefined;
  on(x: string): AxBinding | undefined;
  /** Oldest first. */
  of(appKey: string, a: string): AxBinding[];
  /** The temporary callee while its window is open. */
  calleeOf(binding: AxBinding): TemporaryCallee | null;
  all(): AxBinding[];
  clear(): void;
};

/** An empty store; windows of temporary callees close on `clock`. */
export const createAxStore = (clock: SimulatedClock): AxStore => {
  const bindings = new Map<string, AxBinding>();
  const idOnX = new Map<string, string>();
  const idsOfA = new Map<string, Set<string>>();
  const idsOf = (appKey: string, a: string): Set<string> => {
    const key = `${appKey} ${a}`;
    const ids = idsOfA.get(key) ?? new Set<string>();
    idsOfA.set(key, ids);
    return ids;
  };
  const remove = (subscriptionId: string): void => {
    const binding = bindings.get(subscriptionId);
    if (!binding) return;
    bindings.delete(subscriptionId);
    idOnX.delete(binding.x);
    idsOf(binding.appKey, binding.a).delete(subscriptionId);
  };
  return {
    keep(binding) {
      remove(binding.subscriptionId);
      bindings.set(binding.subscriptionId, binding);
      idOnX.set(binding.x, binding.subscriptionId);
      idsOf(binding.appKey, binding.a).add(binding.subscriptionId);
    },
    remove,
    find(appKey, subscriptionId) {
      const binding = bindings.get(subscriptionId);
      return binding?.appKey === appKey ? binding : undefined;
    },
    on: (x) => bindings.get(idOnX.get(x) ?? ''),
    of: (appKey, a) =>
      [...idsOf(appKey, a)].map((id) => bindings.get(id)).filter((binding) => binding !== undefined),
    calleeOf: ({ temporaryCallee }) =>
      temporaryCallee && temporaryCallee.expiresAt > clock.now() ? temporaryCallee : null,
    all: () => [...bindings.values()],
    clear() {
      bindings.clear();
      idOnX.clear();
      idsOfA.clear();
    },
  };
};
