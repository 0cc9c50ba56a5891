import { counted } from '../../../shared/status/counted.ts';
import type { Invoke } from '../replay/run.ts';
import { countKeys } from './run.ts';

/**
 * A function goes by the document that it has: by a former one for five minutes after a change (docs/configuration.md, When it
 * is read), and in an invocation that began before for five more, the longest time-out of our functions.
 */
const IN_FORCE_MINUTES = 10;

/** Why not every function has the document yet that is in force since then; `undefined`: every one has. */
export const whyNotEverywhere = (inForceSince: Date, now: Date): string | undefined => {
  const sinceMinutes = (now.getTime() - inForceSince.getTime()) / 60_000;
  if (sinceMinutes >= IN_FORCE_MINUTES) return undefined;
  const left = Math.ceil(IN_FORCE_MINUTES - sinceMinutes);
  return `the document was changed less than ${IN_FORCE_MINUTES} minutes ago, and a function may still go by the one before: try again in ${left} min`;
};

type Tell = (line: string) => void;

/**
 * Why a data key cannot be taken out of the document; `undefined`: it can. `dataKeyIds`: those of the document in force, which
 * is so since `inForceSince`.
 *
 * @throws {Error} when the count fails: then nobody knows.
 */
export const whyNotRetirable = async (
  id: string,
  { dataKeyIds, inForceSince }: Readonly<{ dataKeyIds: readonly string[]; inForceSince: Date }>,
  { invoke, tell, now }: Readonly<{ invoke: Invoke; tell: Tell; now: Date }>,
): Promise<string | undefined> => {
  if (dataKeyIds[0] === id)
    return `the data key ${id} is the first one, which seals what is new: npm run ops -- keys use --stage <stage> puts another before it`;
  // A function may still seal with the key that was the first one before.
  const why = whyNotEverywhere(inForceSince, now);
  if (why !== undefined) return why;
  const used = await usesOf(id, invoke, tell);
  if (used === 0) return undefined;
  return `the data key ${id} still seals ${counted(used, 'stored value')}: npm run ops -- keys reseal --from ${id} --stage <stage>`;
};

/** How many stored values a data key seals. */
export const usesOf = async (id: string, invoke: Invoke, tell: Tell): Promise<number> => {
  const { counts } = await countKeys(invoke, tell);
  return counts.filter(({ dataKeyId }) => dataKeyId === id).reduce((sum, { count }) => sum + count, 0);
};
