import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Binding } from './binding.ts';
import { type LockPlace, lockPlaceUnder } from './request-lock-store.ts';

/** The parts of a binding that make its pair. */
export type PairParts = Pick<Binding, 'app' | 'mode' | 'a' | 'b' | 'reference'>;

/** The natural identity of a live binding: the same app, mode, parties and reference are the same binding. */
export const pairKey = (lookup: LookupKeys, { app, mode, a, b, reference }: PairParts): string =>
  lookup('pair', app, mode, a, b ?? '', reference ?? '');

/** Where the lock of a pair lies. */
export const pairPlace = (lookup: LookupKeys, pair: PairParts): LockPlace =>
  lockPlaceUnder(lookup, (each) => ({ key: pairKey(each, pair), fingerprint: '' }));
