import type { SimulatedClock } from '../state/clock.ts';

/** Ends of life times, one for each key. */
export type Timers = {
  /** Replaces the timer of that key; `endsAt` null: never. */
  set(key: string, endsAt: Date | null, end: () => void): void;
  cancel(key: string): void;
  clear(): void;
};

/** Timers on the platform's clock. */
export const createTimers = (clock: SimulatedClock): Timers => {
  const cancels = new Map<string, () => void>();
  const cancel = (key: string): void => {
    cancels.get(key)?.();
    cancels.delete(key);
  };
  return {
    set(key, endsAt, end) {
      cancel(key);
      if (endsAt)
        cancels.set(
          key,
          clock.at(endsAt, 'life-ends', async () => end()),
        );
    },
    cancel,
    clear() {
      for (const key of [...cancels.keys()]) cancel(key);
    },
  };
};
