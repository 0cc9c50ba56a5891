import type { E164 } from '../../kernel/e164.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { BindingTerms } from './binding.ts';

/** The request of a caller of ours, checked, with the app's defaults filled in. */
export type BindingRequest = Readonly<{
  app: string;
  mode: Mode;
  a: E164;
  /** Absent in AX and AXE, and in AXYB when anybody may call. */
  b: E164 | undefined;
  /** A particular X; absent: one is chosen. */
  x: E164 | undefined;
  /** AXE: the extension that is wanted. */
  extension: string | undefined;
  areaCode: string | undefined;
  areaMatch: 'strict' | 'loose';
  reference: string | undefined;
  terms: BindingTerms;
  /** The binding in whose place it is made, as it was then; absent where a caller asked for it. */
  inPlaceOf?: Readonly<{ bindingId: string; version: number; createdBy: string | undefined }> | undefined;
}>;

/** How an app wants its numbers handed out. */
export type AllocationRules = Readonly<{
  /** `pool`: we choose X, which makes a lost answer recoverable; `platform`: the platform chooses by area code. */
  allocation: 'pool' | 'platform';
  sticky: 'prefer' | 'avoid' | 'off';
  coolDownSeconds: number;
}>;
