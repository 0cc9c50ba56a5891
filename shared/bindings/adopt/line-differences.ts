import type { Mode } from '../../kernel/mode.ts';
import type { PlatformBinding } from '../model/binding-platform.ts';
import type { AdoptionLine } from './adoption.ts';

/** The names of the fields in which a line differs from what the platform says. A field that either is silent about cannot differ. */
export const lineDifferences = (
  line: AdoptionLine,
  mode: Mode,
  theirs: PlatformBinding,
): readonly string[] => {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['mode', line.mode, mode],
    ['a', line.a, theirs.a],
    // AXYB: nobody in particular, whoever has called.
    ['b', line.b ?? undefined, theirs.b ?? 'nobody'],
    ['x', line.x, theirs.x],
    ['y', line.y, theirs.y ?? 'none'],
    ['extension', line.extension, theirs.extension ?? 'none'],
    ['record', line.record, theirs.record],
    ['recordTone', line.recordTone, theirs.record === false ? undefined : theirs.recordTone],
    ['userData', line.userData, theirs.userData],
  ];
  return pairs
    .filter(([, said, told]) => said !== undefined && told !== undefined && said !== told)
    .map(([name]) => name);
};
