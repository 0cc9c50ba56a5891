import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

const BETWEEN_TRIES_MS = 50;

/**
 * Tries until there is something other than `undefined`.
 *
 * @throws {Error} naming what did not come within `timeoutMs`
 */
export const waitUntil = async <Found>(
  what: string,
  timeoutMs: number,
  look: () => Promise<Found | undefined>,
): Promise<Found> => {
  const endAt = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > endAt) throw new Error(`${what} did not come within ${timeoutMs / 1000} s`);
    await pause(BETWEEN_TRIES_MS);
  }
};
