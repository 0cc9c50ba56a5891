import { type SimulatedClock, secondsAfter } from '../../state/clock.ts';
import { createTimers } from '../timers.ts';

/** What A-X and each of its Y-B may set. */
export type AxybSettings = {
  callDirection?: number;
  recordFlag?: 'true' | 'false';
  recordHintTone?: string;
  preVoiceX?: string;
  preVoiceY?: string;
  userData?: string;
};

/** One Y-B: towards A, B is Y. Its settings go before those of A-X. */
export type YbRelation = {
  y: string;
  b: string;
  /** Made by the platform for a caller nobody had bound. */
  automatic: boolean;
  settings: AxybSettings;
  /** 0: as long as A-X. */
  ybDurationSeconds: number;
  expiresAt: Date | null;
  subscribeTime: Date;
};

/** One A-X with its Y-B, oldest first. `durationSeconds` 0: never expires. */
export type AxybBinding = {
  subscriptionId: string;
  appKey: string;
  a: string;
  x: string;
  settings: AxybSettings;
  durationSeconds: number;
  ybDurationSeconds: number;
  expiresAt: Date | null;
  subscribeTime: Date;
  relations: YbRelation[];
};

/** A Y-B together with its A-X. */
export type Related = { binding: AxybBinding; relation: YbRelation };

/** The bindings of one platform: an X has one A, and an A is on a Y once. */
export type AxybStore = {
  add(binding: Omit<AxybBinding, 'expiresAt' | 'relations'>): void;
  /** Y-B of an A-X; it never outlives it. */
  relate(subscriptionId: string, relation: Omit<YbRelation, 'expiresAt'>): void;
  remove(subscriptionId: string): void;
  unrelate(subscriptionId: string, y: string): void;
  find(appKey: string, subscriptionId: string): AxybBinding | undefined;
  on(x: string): AxybBinding | undefined;
  /** The Y-B on a Y, oldest first. */
  onY(y: string): Related[];
  of(appKey: string, a: string): AxybBinding[];
  all(): AxybBinding[];
  clear(): void;
};

const endOf = (clock: SimulatedClock, seconds: number): Date | null =>
  seconds === 0 ? null : secondsAfter(clock.now(), seconds);

const earlier = (one: Date | null, other: Date | null): Date | null =>
  one && (!other || one < other) ? one : other;

/** An empty store; expiries happen on `clock`. */
export const createAxybStore = (clock: SimulatedClock): AxybStore => {
  const bindings = new Map<string, AxybBinding>();
  const idOnX = new Map<string, string>();
  const idsOnY = new Map<string, Set<string>>();
  const timers = createTimers(clock);
  const lives = ({ expiresAt }: { expiresAt: Date | null }): boolean =>
    expiresAt === null || expiresAt > clock.now();
  const living = (binding: AxybBinding): AxybBinding => ({
    ...binding,
    relations: binding.relations.filter(lives),
  });
  const all = (): AxybBinding[] => [...bindings.values()].filter(lives).map(living);
  const byId = (subscriptionId = ''): AxybBinding | undefined => {
    const binding = bindings.get(subscriptionId);
    return binding && lives(binding) ? living(binding) : undefined;
  };
  const idsOn = (y: string): Set<string> => {
    const ids = idsOnY.get(y) ?? new Set<string>();
    idsOnY.set(y, ids);
    return ids;
  };
  const timerOf = (subscriptionId: string, y: string): string => `${subscriptionId} ${y}`;
  const unrelate = (subscriptionId: string, y: string): void => {
    const binding = bindings.get(subscriptionId);
    if (!binding) return;
    timers.cancel(timerOf(subscriptionId, y));
    idsOn(y).delete(subscriptionId);
    binding.relations = binding.relations.filter((relation) => relation.y !== y);
  };
  const remove = (subscriptionId: string): void => {
    const binding = bindings.get(subscriptionId);
    if (!binding) return;
    for (const { y } of binding.relations) unrelate(subscriptionId, y);
    timers.cancel(subscriptionId);
    idOnX.delete(binding.x);
    bindings.delete(subscriptionId);
  };

  return {
    add(fields) {
      const { subscriptionId, durationSeconds } = fields;
      const expiresAt = endOf(clock, durationSeconds);
      bindings.set(subscriptionId, { ...fields, expiresAt, relations: [] });
      idOnX.set(fields.x, subscriptionId);
      timers.set(subscriptionId, expiresAt, () => remove(subscriptionId));
    },
    relate(subscriptionId, fields) {
      const binding = bindings.get(subscriptionId);
      if (!binding) return;
      const expiresAt = earlier(endOf(clock, fields.ybDurationSeconds), binding.expiresAt);
      idsOn(fields.y).add(subscriptionId);
      binding.relations = [...binding.relations, { ...fields, expiresAt }];
      timers.set(timerOf(subscriptionId, fields.y), expiresAt, () => unrelate(subscriptionId, fields.y));
    },
    remove,
    unrelate,
    find(appKey, subscriptionId) {
      const binding = byId(subscriptionId);
      return binding?.appKey === appKey ? binding : undefined;
    },
    on: (x) => byId(idOnX.get(x)),
    onY: (y) =>
      [...idsOn(y)].flatMap((id) => {
        const binding = byId(id);
        const relations = binding?.relations.filter((relation) => relation.y === y) ?? [];
        return relations.flatMap((relation) => (binding ? [{ binding, relation }] : []));
      }),
    of: (appKey, a) => all().filter((binding) => binding.appKey === appKey && binding.a === a),
    all,
    clear() {
      timers.clear();
      bindings.clear();
      idOnX.clear();
      idsOnY.clear();
    },
  };
};
