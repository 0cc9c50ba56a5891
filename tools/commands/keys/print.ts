import type { SealedCount } from '../../../shared/keys/count-sealed.ts';
import { counted } from '../../../shared/status/counted.ts';
import type { DataKeyChange } from './data-keys.ts';
import type { KeysInUse, ResealResult } from './run.ts';

/** The data keys for people, each with its place in the document, its age and its use. */
export const describeKeys = ({ dataKeyIds, counts }: KeysInUse, now: Date): string => {
  const strange = [...new Set(counts.map(({ dataKeyId }) => dataKeyId))].filter(
    (id) => !dataKeyIds.includes(id),
  );
  return [
    ...dataKeyIds.flatMap((id, index) => [
      `${index + 1}. ${id}${ageOf(id, now)}${index === 0 ? '  seals what is new' : ''}`,
      ...usesOf(counts, id),
    ]),
    ...strange.flatMap((id) => [
      `-  ${id}  NOT in the document: these items cannot be opened`,
      ...usesOf(counts, id),
    ]),
  ].join('\n');
};

const usesOf = (counts: readonly SealedCount[], id: string): readonly string[] => {
  const uses = counts.filter(({ dataKeyId }) => dataKeyId === id);
  if (uses.length === 0) return ['     not in use'];
  return uses.map(({ table, kind, count }) => `     ${table.padEnd(9)} ${kind.padEnd(17)} ${count}`);
};

const DAY_MS = 24 * 3600 * 1000;

/** The ids that `keys new` makes begin with the day; of others nobody knows the age. */
const ageOf = (id: string, now: Date): string => {
  const [, day] = id.match(/^key-(\d{4}-\d{2}-\d{2})-/) ?? [];
  const days = day === undefined ? Number.NaN : Math.floor((now.getTime() - Date.parse(day)) / DAY_MS);
  return Number.isNaN(days) ? '' : `  ${counted(days, 'day')} old`;
};

/** A reseal for people. */
export const describeReseal = ({
  from,
  dryRun,
  resealed,
  changed,
  unreadable,
  unreadableCount,
}: ResealResult): string =>
  [
    `${counted(resealed, 'value')} of ${from} ${dryRun ? 'would be ' : ''}sealed anew`,
    ...(changed === 0 ? [] : [`${counted(changed, 'was', 'were')} changed meanwhile: give the order again`]),
    ...(unreadableCount === 0
      ? []
      : [
          `${unreadableCount} cannot be opened: ${unreadable.join(', ')}${unreadable.length < unreadableCount ? ', …' : ''}`,
        ]),
  ].join('\n');

/** A change of the data keys for people. */
export const describeKeyChange = (
  { dataKeyIds, versionId, refusal }: DataKeyChange,
  dryRun: boolean,
): string =>
  [
    ...(refusal === undefined ? [] : [`refused: ${refusal}`]),
    `data keys${dryRun ? ' would be' : ''}: ${dataKeyIds.join(', ')}`,
    ...(versionId === undefined ? [] : [`version ${versionId} is in force within five minutes`]),
  ].join('\n');
