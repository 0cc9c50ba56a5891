import { platformError } from '../../kernel/platform-outcome.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingPlatform, PlatformBinding } from '../model/binding-platform.ts';
import { rulesOfMode } from '../model/mode-rules.ts';

/** Whether the platform has what we have. `differences` names our fields, without their values. */
export type Verification = Readonly<{ state: 'match' | 'drift' | 'missing'; differences: readonly string[] }>;

/**
 * Compares a binding with the platform's.
 *
 * @throws {AppError} when the platform could not be asked.
 */
export const verifyBinding = async (binding: Binding, platform: BindingPlatform): Promise<Verification> => {
  const { mode, subscriptionId } = binding;
  // Nothing is stored there, so nothing can differ.
  if (rulesOfMode(mode).endedBy === 'clock') return { state: 'match', differences: [] };
  if (subscriptionId === undefined) return { state: 'missing', differences: [] };
  const result = await platform.get(subscriptionId);
  if (result.kind !== 'ok') throw platformError(result);
  if (result.value === undefined) return { state: 'missing', differences: [] };
  const differences = differencesBetween(binding, result.value);
  return { state: differences.length === 0 ? 'match' : 'drift', differences };
};

/** The names of our fields in which a binding differs at the platform. */
export const differencesBetween = (ours: Binding, theirs: PlatformBinding): readonly string[] => {
  const { terms } = ours;
  // A field that the platform did not send cannot differ; it leaves out what was never set.
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['a', ours.a, theirs.a],
    // AXYB without B: the platform names whoever called last.
    ['b', ours.b, ours.b === undefined ? undefined : theirs.b],
    ['x', ours.x, theirs.x],
    ['callDirection', terms.callDirection, theirs.callDirection],
    ['ttlSeconds', terms.ttlSeconds ?? 0, theirs.ttlSeconds],
    ['record', terms.record, theirs.record],
    ['recordTone', terms.recordTone, terms.record ? theirs.recordTone : undefined],
    ['maxCallMinutes', terms.maxCallMinutes ?? 0, theirs.maxCallMinutes],
  ];
  return pairs.filter(([, our, their]) => their !== undefined && our !== their).map(([name]) => name);
};
