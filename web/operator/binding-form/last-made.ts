import { signal } from '@preact/signals';
import type { Schemas } from '../api.ts';
import { atSignOut } from '../session.ts';

/** The answer of a bind. */
export type BoundAnswer = Schemas['BoundBinding'];

/** The bind that this session has made last, told where the binding is shown. */
export const lastMade = signal<Readonly<{ status: number; answer: BoundAnswer }> | undefined>(undefined);

atSignOut(() => {
  lastMade.value = undefined;
});
