import type { Template } from '../../tools/local-stack/template.ts';

/** A type of resource that the stand-in is not given. */
export type LeftOut = Readonly<{ type: string; count: number; reason: string }>;

export function forStandIn(template: Template): {
  template: Template;
  left: readonly LeftOut[];
  secrets: readonly string[];
};
