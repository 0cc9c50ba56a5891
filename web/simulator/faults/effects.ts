import { elsewhereOf } from './elsewhere.ts';
import { elsewhereTexts } from './elsewhere-texts.ts';
import { isFaultKind } from './fault-kinds.ts';
import { faultTexts } from './texts.ts';

/** The difference that a fault makes to see, there where it strikes. */
export const effectOf = (fault: Readonly<{ on: string; kind: string }>): string => {
  const elsewhere = elsewhereOf(fault);
  if (elsewhere === undefined) return isFaultKind(fault.kind) ? faultTexts.value.effects[fault.kind] : '';
  const { effect, place } = elsewhere;
  const words = elsewhereTexts.value;
  return effect === 'slowBefore' ? words.slowBefore : words[effect][place];
};
