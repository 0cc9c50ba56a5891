import { signal } from '@preact/signals';
import type { OurBinding } from '../api/our-records.ts';

/** The binding that was made last from this window, by app key. */
export const lastBound = signal<Readonly<Record<string, OurBinding>>>({});
