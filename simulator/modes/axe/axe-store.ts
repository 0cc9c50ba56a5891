import { type SimulatedClock, secondsAfter } from '../../state/clock.ts';
import { createTimers } from '../timers.ts';
import { type AxeTime, type AxeTimes, secondsOf } from './axe-times.ts';

/** One A on an X behind an extension. */
export type AxeBinding = {
  subscriptionId: string;
  appKey: string;
  a: string;
  x: string;
  extension: string;
  displayNumMode?: string;
  recordFlag: 'true' | 'false';
  recordHintTone?: string;
  callbackTone?: string;
  callbackNum?: string;
  userData?: string;
  times: AxeTimes;
  /** The life time a query shows. */
  shownTime: AxeTime;
  /** The bind said something about the life time, so that a query keeps showing that. */
  timeOfBind: boolean;
  createdAt: Date;
  /** Grows from bind to bind. */
  sequence: number;
  expiresAt: Date | null;
  /** Whom A reaches by calling X. */
  lastCaller: { number: string; expiresAt: Date } | null;
};

/** The bindings of one platform: an extension and an A are on an X once. */
export type AxeStore = {
  /** Adds a binding, or replaces the one with the same id; its life starts now unless `restart` is false. */
  keep(binding: AxeBinding, restart: boolean): void;
  remove(subscriptionId: string): void;
  find(appKey: string, subscriptionId: string): AxeBinding | undefined;
  behind(x: string, extension: string): AxeBinding | undefined;
  /** The binding of a real number on an X. */
  of(x: string, a: string): AxeBinding | undefined;
  /** In the order of the binds. */
  on(x: string): AxeBinding[];
  noteCaller(subscriptionId: string, number: string): void;
  /** The call-back record while it lives. */
  lastCallerOf(binding: AxeBinding): string | undefined;
  nextSequence(): number;
  all(): AxeBinding[];
  clear(): void;
};

/** An empty store; expiries happen on `clock`. */
export const createAxeStore = (clock: SimulatedClock): AxeStore => {
  const bindings = new Map<string, AxeBinding>();
  const places = new Map<string, string>();
  const idsOnX = new Map<string, Set<string>>();
  const timers = createTimers(clock);
  let sequence = 0;
  const idsOn = (x: string): Set<string> => {
    const ids = idsOnX.get(x) ?? new Set<string>();
    idsOnX.set(x, ids);
    return ids;
  };
  const placesOf = ({ x, extension, a }: AxeBinding) => [`${x} #${extension}`, `${x} ${a}`];
  const remove = (subscriptionId: string): void => {
    const binding = bindings.get(subscriptionId);
    if (!binding) return;
    for (const place of placesOf(binding)) places.delete(place);
    idsOn(binding.x).delete(subscriptionId);
    bindings.delete(subscriptionId);
    timers.cancel(subscriptionId);
  };
  const lives = ({ expiresAt }: AxeBinding): boolean => expiresAt === null || expiresAt > clock.now();
  const living = (subscriptionId = ''): AxeBinding | undefined => {
    const binding = bindings.get(subscriptionId);
    if (!binding || lives(binding)) return binding;
    remove(subscriptionId);
    return undefined;
  };

  return {
    keep(binding, restart) {
      const seconds = secondsOf(binding.times.bind);
      const ends = seconds === 0 ? null : secondsAfter(clock.now(), seconds);
      const expiresAt = restart ? ends : binding.expiresAt;
      const { subscriptionId } = binding;
      bindings.set(subscriptionId, { ...binding, expiresAt });
      for (const place of placesOf(binding)) places.set(place, subscriptionId);
      idsOn(binding.x).add(subscriptionId);
      if (restart) timers.set(subscriptionId, expiresAt, () => remove(subscriptionId));
    },
    remove,
    find(appKey, subscriptionId) {
      const binding = living(subscriptionId);
      return binding?.appKey === appKey ? binding : undefined;
    },
    behind: (x, extension) => living(places.get(`${x} #${extension}`)),
    of: (x, a) => living(places.get(`${x} ${a}`)),
    on: (x) => [...idsOn(x)].map(living).filter((binding) => binding !== undefined),
    noteCaller(subscriptionId, number) {
      const binding = living(subscriptionId);
      if (!binding) return;
      const expiresAt = secondsAfter(clock.now(), secondsOf(binding.times.callback));
      bindings.set(subscriptionId, { ...binding, lastCaller: { number, expiresAt } });
    },
    lastCallerOf: ({ lastCaller }) =>
      lastCaller && lastCaller.expiresAt > clock.now() ? lastCaller.number : undefined,
    nextSequence: () => ++sequence,
    all: () => [...bindings.values()].filter(lives),
    clear() {
      timers.clear();
      bindings.clear();
      places.clear();
      idsOnX.clear();
    },
  };
};
