import { signal } from '@preact/signals';
import type { Binding } from '../api.ts';

/** The binding that was read or changed last, as it is now; lists that show it too follow. */
export const seenBinding = signal<Binding | undefined>(undefined);
