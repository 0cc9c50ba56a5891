import { type SimulatedClock, secondsAfter } from '../../state/clock.ts';
import { createTimers, type Timers } from '../timers.ts';

/** The settings that A-X and each of its Y-B may have. */
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

type StoredAxyb = {
  clock: SimulatedClock;
  timers: Timers;
  bindings: Map<string, AxybBinding>;
  idOnX: Map<string, string>;
  idsOnY: Map<string, Set<string>>;
};

const lives = (clock: SimulatedClock, { expiresAt }: { expiresAt: Date | null }): boolean =>
  expiresAt === null || expiresAt > clock.now();

/** The binding without the Y-B that are over; undefined: it is over itself. */
const living = ({ clock }: StoredAxyb, binding: AxybBinding | undefined): AxybBinding | undefined =>
  binding && lives(clock, binding)
    ? { ...binding, relations: binding.relations.filter((relation) => lives(clock, relation)) }
    : undefined;

const allOf = (stored: StoredAxyb): AxybBinding[] =>
  [...stored.bindings.values()].flatMap((binding) => living(stored, binding) ?? []);

const byId = (stored: StoredAxyb, subscriptionId = ''): AxybBinding | undefined =>
  living(stored, stored.bindings.get(subscriptionId));

const idsOn = ({ idsOnY }: StoredAxyb, y: string): Set<string> => {
  const ids = idsOnY.get(y) ?? new Set<string>();
  idsOnY.set(y, ids);
  return ids;
};

const timerOf = (subscriptionId: string, y: string): string => `${subscriptionId} ${y}`;

const unrelate = (stored: StoredAxyb, subscriptionId: string, y: string): void => {
  const binding = stored.bindings.get(subscriptionId);
  if (!binding) return;
  stored.timers.cancel(timerOf(subscriptionId, y));
  idsOn(stored, y).delete(subscriptionId);
  binding.relations = binding.relations.filter((relation) => relation.y !== y);
};

const relate = (stored: StoredAxyb, subscriptionId: string, fields: Omit<YbRelation, 'expiresAt'>): void => {
  const { clock, timers, bindings } = stored;
  const binding = bindings.get(subscriptionId);
  if (!binding) return;
  const { y } = fields;
  const expiresAt = earlier(endOf(clock, fields.ybDurationSeconds), binding.expiresAt);
  idsOn(stored, y).add(subscriptionId);
  binding.relations = [...binding.relations, { ...fields, expiresAt }];
  timers.set(timerOf(subscriptionId, y), expiresAt, () => unrelate(stored, subscriptionId, y));
};

const remove = (stored: StoredAxyb, subscriptionId: string): void => {
  const { bindings, timers, idOnX } = stored;
  const binding = bindings.get(subscriptionId);
  if (!binding) return;
  for (const { y } of binding.relations) unrelate(stored, subscriptionId, y);
  timers.cancel(subscriptionId);
  idOnX.delete(binding.x);
  bindings.delete(subscriptionId);
};

const relatedOn = (stored: StoredAxyb, y: string): Related[] =>
  [...idsOn(stored, y)].flatMap((id) => {
    const binding = byId(stored, id);
    const relations = binding?.relations.filter((relation) => relation.y === y) ?? [];
    return relations.flatMap((relation) => (binding ? [{ binding, relation }] : []));
  });

/** An empty store; expiries happen on `clock`. */
export const createAxybStore = (clock: SimulatedClock): AxybStore => {
  const timers = createTimers(clock);
  const stored: StoredAxyb = { clock, timers, bindings: new Map(), idOnX: new Map(), idsOnY: new Map() };
  const { bindings, idOnX, idsOnY } = stored;

  return {
    add(fields) {
      const { subscriptionId, durationSeconds } = fields;
      const expiresAt = endOf(clock, durationSeconds);
      bindings.set(subscriptionId, { ...fields, expiresAt, relations: [] });
      idOnX.set(fields.x, subscriptionId);
      timers.set(subscriptionId, expiresAt, () => remove(stored, subscriptionId));
    },
    relate: (subscriptionId, fields) => relate(stored, subscriptionId, fields),
    remove: (subscriptionId) => remove(stored, subscriptionId),
    unrelate: (subscriptionId, y) => unrelate(stored, subscriptionId, y),
    find(appKey, subscriptionId) {
      const binding = byId(stored, subscriptionId);
      return binding?.appKey === appKey ? binding : undefined;
    },
    on: (x) => byId(stored, idOnX.get(x)),
    onY: (y) => relatedOn(stored, y),
    of: (appKey, a) => allOf(stored).filter((binding) => binding.appKey === appKey && binding.a === a),
    all: () => allOf(stored),
    clear() {
      timers.clear();
      bindings.clear();
      idOnX.clear();
      idsOnY.clear();
    },
  };
};
