import { setTimeout as timer } from 'node:timers/promises';

/** Waits for a work, and no longer than that. Keeps the process up meanwhile, and leaves no timer behind. */
export const within = async (ms: number, work: Promise<unknown> | undefined): Promise<void> => {
  const over = new AbortController();
  const limit = timer(ms, undefined, { signal: over.signal }).catch(() => undefined);
  try {
    await Promise.race([work, limit]);
  } finally {
    over.abort();
  }
};
