import { type ReadonlySignal, signal } from '@preact/signals';
import { Dropped } from './dropped.ts';

/** Something that a person has asked for: whether it goes on, and why it failed. */
export type Work = Readonly<{
  isRunning: ReadonlySignal<boolean>;
  error: ReadonlySignal<unknown>;
  /** Does it, once at a time. Never rejects. */
  run: (work: () => Promise<void>) => Promise<void>;
  clear: () => void;
}>;

/** Nothing is done yet. */
export const createWork = (): Work => {
  const isRunning = signal(false);
  const error = signal<unknown>(undefined);
  return {
    isRunning,
    error,
    run: async (work) => {
      if (isRunning.peek()) return;
      isRunning.value = true;
      error.value = undefined;
      try {
        await work();
      } catch (failed) {
        if (!(failed instanceof Dropped)) error.value = failed;
      } finally {
        isRunning.value = false;
      }
    },
    clear: () => {
      error.value = undefined;
    },
  };
};
