import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Binding } from './binding.ts';

/** The natural identity of a live binding: the same app, mode, parties and reference are the same binding. */
export const pairKey = (
  lookup: LookupKeys,
  { app, mode, a, b, reference }: Pick<Binding, 'app' | 'mode' | 'a' | 'b' | 'reference'>,
): string => lookup('pair', app, mode, a, b ?? '', reference ?? '');
