import type { ListedFault } from '../api/types.ts';
import { faultTexts } from './texts.ts';

type Kinds = typeof faultTexts.value.kinds;
export type FaultKind = keyof Kinds;

/** The kinds of fault of a push; all others are of a request. */
const OF_PUSHES: readonly FaultKind[] = ['duplicate', 'answer-lost', 'reordered', 'delayed', 'batched'];

/** Whether the page knows a kind. */
export const isFaultKind = (kind: string): kind is FaultKind => Object.hasOwn(faultTexts.value.kinds, kind);

/** The kinds that can strike there. A wrong certificate needs a storage host over https. */
export const kindsOn = (on: string, secureStorage: boolean): readonly FaultKind[] =>
  Object.keys(faultTexts.value.kinds)
    .filter(isFaultKind)
    .filter((kind) => OF_PUSHES.includes(kind) === (on === 'push'))
    .filter((kind) => kind !== 'wrong-certificate' || secureStorage);

/** A kind in words. */
export const kindName = (kind: string): string => (isFaultKind(kind) ? faultTexts.value.kinds[kind] : kind);

/** Where a fault strikes, in words. */
export const targetName = ({ on }: Pick<ListedFault, 'on'>): string => {
  const names: Readonly<Record<string, string>> = faultTexts.value.targets;
  return names[on] ?? on;
};

/** The parameters that only some kinds have. */
export const PARAMETERS: Readonly<
  Partial<Record<FaultKind, readonly ('delayMs' | 'delaySeconds' | 'httpStatus' | 'code')[]>>
> = {
  slow: ['delayMs'],
  'slow-before': ['delayMs'],
  late: ['delaySeconds'],
  delayed: ['delaySeconds'],
  'result-code': ['httpStatus', 'code'],
  'error-page': ['httpStatus'],
};
