import { Refusal } from '../../protocol/answer.ts';
import { type SimulatedClock, secondsAfter } from '../../state/clock.ts';
import type { CommonSettings } from '../binding-parameters.ts';
import { createTimers } from '../timers.ts';

/** One A-X-B binding. `durationSeconds` 0: never expires. */
export type AxbBinding = CommonSettings & {
  subscriptionId: string;
  appKey: string;
  a: string;
  b: string;
  x: string;
  callDirection: number;
  recordFlag: 'true' | 'false';
  maxDuration: number;
  durationSeconds: number;
  expiresAt: Date | null;
  /** Time of the bind or of the last modify. */
  subscribeTime: Date;
};

/** The bindings of one platform, with the rule that a real number is on an X at most once. */
export type AxbStore = {
  add(binding: Omit<AxbBinding, 'expiresAt'>): void;
  /** Replaces the settings; the timer starts anew only when `restart` is true. */
  change(binding: AxbBinding, restart: boolean): void;
  remove(subscriptionId: string): void;
  find(appKey: string, subscriptionId: string): AxbBinding | undefined;
  /** The binding a real number has on an X, as A or as B. */
  of(x: string, number: string): AxbBinding | undefined;
  on(x: string): AxbBinding[];
  all(): AxbBinding[];
  clear(): void;
};

/** An empty store; expiries happen on `clock`. */
export const createAxbStore = (clock: SimulatedClock): AxbStore => {
  const bindings = new Map<string, AxbBinding>();
  const byX = new Map<string, Map<string, AxbBinding>>();
  const timers = createTimers(clock);
  const numbersOn = (x: string): Map<string, AxbBinding> => {
    const numbers = byX.get(x) ?? new Map<string, AxbBinding>();
    byX.set(x, numbers);
    return numbers;
  };
  const lives = (binding: AxbBinding): boolean =>
    binding.expiresAt === null || binding.expiresAt > clock.now();
  const remove = (subscriptionId: string): void => {
    const binding = bindings.get(subscriptionId);
    if (!binding) return;
    numbersOn(binding.x).delete(binding.a);
    numbersOn(binding.x).delete(binding.b);
    bindings.delete(subscriptionId);
    timers.cancel(subscriptionId);
  };
  const keep = (binding: AxbBinding): void => {
    bindings.set(binding.subscriptionId, binding);
    numbersOn(binding.x).set(binding.a, binding).set(binding.b, binding);
  };
  const startTimer = (binding: AxbBinding): AxbBinding => {
    const { subscriptionId, durationSeconds } = binding;
    const expiresAt = durationSeconds === 0 ? null : secondsAfter(clock.now(), durationSeconds);
    timers.set(subscriptionId, expiresAt, () => remove(subscriptionId));
    return { ...binding, expiresAt };
  };
  const of = (x: string, number: string): AxbBinding | undefined => {
    const binding = byX.get(x)?.get(number);
    if (!binding || lives(binding)) return binding;
    remove(binding.subscriptionId);
    return undefined;
  };

  return {
    add: (binding) => keep(startTimer({ ...binding, expiresAt: null })),
    change(binding, restart) {
      const before = bindings.get(binding.subscriptionId);
      if (!before) throw new Refusal(403, '1016001');
      numbersOn(before.x).delete(before.a);
      numbersOn(before.x).delete(before.b);
      keep(restart ? startTimer(binding) : binding);
    },
    remove,
    find(appKey, subscriptionId) {
      const binding = bindings.get(subscriptionId);
      return binding && binding.appKey === appKey && lives(binding) ? binding : undefined;
    },
    of,
    on: (x) => [...new Set(byX.get(x)?.values() ?? [])].filter(lives),
    all: () => [...bindings.values()].filter(lives),
    clear() {
      timers.clear();
      bindings.clear();
      byX.clear();
    },
  };
};
