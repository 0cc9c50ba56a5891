import type { E164 } from '../kernel/e164.ts';
import type { Mode } from '../kernel/mode.ts';
import type { BindingTerms } from './binding.ts';

/** What a caller of ours asks for, checked, with the app's defaults filled in. */
export type BindingRequest = Readonly<{
  app: string;
  mode: Mode;
  a: E164;
  b: E164;
  /** A particular X; absent: one is chosen. */
  x: E164 | undefined;
  areaCode: string | undefined;
  areaMatch: 'strict' | 'loose';
  reference: string | undefined;
  terms: BindingTerms;
}>;

/** How an app wants its numbers handed out. */
export type AllocationRules = Readonly<{
  /** `pool`: we choose X, which makes a lost answer recoverable; `platform`: the platform chooses by area code. */
  allocation: 'pool' | 'platform';
  sticky: 'prefer' | 'avoid' | 'off';
  coolDownSeconds: number;
}>;
