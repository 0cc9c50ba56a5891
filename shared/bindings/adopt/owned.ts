import type { Binding } from '../model/binding.ts';
import type { AdoptionLine, AdoptionVerdict } from './adoption.ts';

/** The outcome for a binding that lives here, with the names of the fields in which the line says otherwise than we do. */
export const ownedVerdict = (binding: Binding, line: AdoptionLine): AdoptionVerdict => {
  const differences = differencesFromOurs(binding, line);
  const { bindingId } = binding;
  return { outcome: 'owned', bindingId, ...(differences.length === 0 ? {} : { differences }) };
};

/** A field that the line is silent about cannot differ. */
const differencesFromOurs = (ours: Binding, line: AdoptionLine): readonly string[] => {
  const { record, recordTone, userData } = ours.terms;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['mode', line.mode, ours.mode],
    ['a', line.a, ours.a],
    // AXYB: nobody in particular.
    ['b', line.b, ours.b ?? null],
    ['x', line.x, ours.x],
    ['y', line.y, ours.y],
    ['extension', line.extension, ours.extension],
    ['reference', line.reference, ours.reference],
    ['record', line.record, record],
    ['recordTone', record ? line.recordTone : undefined, recordTone],
    ['userData', line.userData, userData],
    ['expiresAt', line.expiresAt, ours.expiresAt],
  ];
  return pairs.filter(([, said, has]) => said !== undefined && said !== has).map(([name]) => name);
};
