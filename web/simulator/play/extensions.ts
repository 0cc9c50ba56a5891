import type { BindingView, SimulatedApp } from '../api/types.ts';
import { live } from '../state/live.ts';

/** A number with an extension, and the person behind it. */
export type Behind = Readonly<{ extension: string; a: string }>;

/**
 * The fate of a call to an X of AXE with an extension: `own`: a person of the number dials, who needs none; `nobody`: nobody is
 * bound there; `missing`, `wrong`: the platform ends it; `reaches`: it goes on.
 */
export type Dialled = Readonly<{
  kind: 'own' | 'nobody' | 'missing' | 'wrong' | 'reaches';
  behind: readonly Behind[];
  /** The person whom it reaches. */
  a?: string | undefined;
}>;

const bindingsOn = ({ appKey }: SimulatedApp, x: string): readonly BindingView[] =>
  live.value?.bindings.filter((binding) => binding.appKey === appKey && binding.x === x) ?? [];

/** Judges an extension as the platform will. */
export const judgeExtension = (
  app: SimulatedApp,
  { from, x, extension }: Readonly<{ from: string; x: string; extension: string }>,
): Dialled => {
  const bindings = bindingsOn(app, x);
  const behind = bindings.flatMap((each) =>
    each.extension ? [{ extension: each.extension, a: each.a }] : [],
  );
  if (bindings.some(({ a }) => a === from)) return { kind: 'own', behind };
  if (behind.length === 0) return { kind: 'nobody', behind };
  if (extension === '') return { kind: 'missing', behind };
  const a = behind.find((each) => each.extension === extension)?.a;
  return a === undefined ? { kind: 'wrong', behind } : { kind: 'reaches', behind, a };
};
