import { signal } from '@preact/signals';
import type { Binding } from '../api.ts';

/** The binding that was read or changed last, as it is now; lists that show it too follow. */
export const seenBinding = signal<Binding | undefined>(undefined);

/** How many deeds this console has done with bindings; lists of them are read anew after each. */
export const bindingDeeds = signal(0);

/** Says that one was done. */
export const noteDeed = (): void => {
  bindingDeeds.value = bindingDeeds.peek() + 1;
};
