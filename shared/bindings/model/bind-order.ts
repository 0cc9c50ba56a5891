import type { E164 } from '../../kernel/e164.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { BindingTerms } from './binding.ts';
import type { PartyLine } from './binding-rules.ts';

/** The order of the caller, each field by itself checked; fields that the mode does not have are absent. */
export type BindOrder = Readonly<{
  mode: Mode;
  a: PartyLine;
  b?: PartyLine | undefined;
  x?: E164 | undefined;
  extension?: string | undefined;
  areaCode?: string | undefined;
  areaMatch?: 'strict' | 'loose' | undefined;
  reference?: string | undefined;
  /** `null`: never ends. */
  ttlSeconds?: number | null | undefined;
  callback?: Readonly<{ number: PartyLine }> | Readonly<{ tone: string }> | undefined;
}> &
  Readonly<{ [Field in SimpleTerm]?: BindingTerms[Field] | undefined }>;
type SimpleTerm = Exclude<keyof BindingTerms, 'ttlSeconds' | 'callback'>;
