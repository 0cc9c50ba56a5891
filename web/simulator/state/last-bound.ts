import { batch, signal } from '@preact/signals';
import type { OurBinding } from '../api/our-shapes.ts';

/** The binding that was made last from this window, by app key. */
export const lastBound = signal<Readonly<Record<string, OurBinding>>>({});

/** How often the platform was set back from this window: what a page has told before is of a platform that is no more. */
export const resets = signal(0);

/** Forgets what was done on the platform as it was before a reset. */
export const forgetAll = (): void =>
  batch(() => {
    lastBound.value = {};
    resets.value += 1;
  });
