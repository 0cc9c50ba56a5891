import { counted } from '../../../shared/status/counted.ts';
import { whyNotEverywhere, whyNotRetirable } from '../keys/retirable.ts';
import { countKeys } from '../keys/run.ts';
import type { Invoke } from '../replay/run.ts';
import { isUsable } from '../secret/check-document.ts';
import type { SecretDocument } from '../secret/documents.ts';
import type { Secret, SecretVersion } from '../secret/secret.ts';
import { dataKeyIdsOf, jsonOf } from '../secret/versions.ts';
import { documentDifferences } from './differences.ts';
import { underWay } from './keep-lookup-fields.ts';

/** The surroundings of a change: the secret, the functions, and the person who waits. */
export type SetDocumentDeps = Readonly<{
  secret: Secret;
  document: SecretDocument;
  invoke: Invoke;
  tell: (line: string) => void;
  now: Date;
}>;

/** The reasons against a document. `losesPeople`: nobody who is stored would be found any more. */
export type Losses = Readonly<{ refusals: readonly string[]; losesPeople: boolean }>;

/** Of a document whose look-up fields are neither those in force nor older ones. */
const lookupKeyRefusal = (inForce: unknown): string => {
  const change = underWay(inForce);
  return change === undefined
    ? 'lookupKey, idKey or lookupChange differs: nothing that is stored could be found any more, and npm run ops -- keys lookup-begin changes them in steps'
    : `lookupKey is a key that the document in force does not know: nothing that is stored could be found any more; ${change}`;
};

/**
 * Why a valid document must not take the place of the one in force: something stored could not be opened or found any more. Over
 * a faulty document, and for the first one, the tables say what is needed.
 *
 * @throws {Error} when the count of a key that is taken out fails.
 */
export const whyDataWouldBeLost = (
  deps: SetDocumentDeps,
  current: SecretVersion | undefined,
  wanted: unknown,
): Promise<Losses> | Losses => {
  if (!deps.document.hasDataKeys) return { refusals: [], losesPeople: false };
  return isUsable(deps.document, current)
    ? whyNotAfter(deps, current, wanted)
    : whyNotByTables(deps, current, wanted);
};

const whyNotAfter = async (
  { invoke, tell, now }: SetDocumentDeps,
  current: SecretVersion,
  wanted: unknown,
): Promise<Losses> => {
  const { lostDataKeys, changesLookupKey } = documentDifferences(jsonOf(current), wanted);
  const dataKeyIds = dataKeyIdsOf(jsonOf(current));
  const refusals = changesLookupKey ? [lookupKeyRefusal(jsonOf(current))] : [];
  const [first = ''] = dataKeyIdsOf(wanted);
  if (!dataKeyIds.includes(first))
    refusals.push(
      `the new data key ${first} would seal before every function can open with it: put it behind the first one now, and before it in ten minutes`,
    );
  else if (dataKeyIds[0] !== first) {
    const why = whyNotEverywhere(current.createdAt, now);
    if (why !== undefined) refusals.push(`${first} becomes the first data key: ${why}`);
  }
  const place = { dataKeyIds, inForceSince: current.createdAt };
  for (const id of lostDataKeys) {
    const why = await whyNotRetirable(id, place, { invoke, tell, now });
    if (why !== undefined) refusals.push(why);
  }
  return { refusals, losesPeople: changesLookupKey };
};

/** Functions go by the last good document that they have, or by none: the version before says as much of it as can be known. */
const whyNotByTables = async (
  deps: SetDocumentDeps,
  current: SecretVersion | undefined,
  wanted: unknown,
): Promise<Losses> => {
  const stored = await storedValues(deps, current);
  if (typeof stored === 'string') return { refusals: [stored], losesPeople: false };
  const version = await deps.secret.previous();
  const previous = jsonOf(version);
  const former = [jsonOf(current), previous].map((document) => documentDifferences(document, wanted));
  const wantedIds = dataKeyIdsOf(wanted);
  const refusals = [...stored].flatMap(([id, count]) => {
    if (!wantedIds.includes(id))
      return [
        `the data key ${id} seals ${counted(count, 'stored value')}, and the document does not have it`,
      ];
    return former.some(({ lostDataKeys }) => lostDataKeys.includes(id))
      ? [`the data key ${id} seals ${counted(count, 'stored value')}, and has other bytes than before`]
      : [];
  });
  const count = [...stored.values()].reduce((sum, one) => sum + one, 0);
  if (count === 0) return { refusals: [], losesPeople: false };
  // By the one before functions go, if it is sound; otherwise nobody knows by which.
  const lookups = isUsable(deps.document, version) ? former.slice(1) : former;
  const losesPeople = lookups.some(({ changesLookupKey }) => changesLookupKey);
  if (losesPeople) refusals.push(lookupKeyRefusal(previous));
  else if (!former.some(({ hadLookupKey }) => hadLookupKey))
    refusals.push(
      `nobody can tell whether lookupKey is the one by which ${counted(count, 'stored value is', 'stored values are')} found: compare it with your copy, then --force`,
    );
  const [firstBefore] = dataKeyIdsOf(previous);
  const [first] = wantedIds;
  if (firstBefore !== undefined && first !== firstBefore)
    refusals.push(
      `${first} becomes the first data key, and functions go by the document before the faulty one: keep ${firstBefore} first, and change it afterwards (npm run ops -- keys use --stage <stage>)`,
    );
  return { refusals, losesPeople };
};

/** How many values each data key seals; a text: why nobody can tell. */
const storedValues = async (
  { invoke, tell }: SetDocumentDeps,
  current: SecretVersion | undefined,
): Promise<ReadonlyMap<string, number> | string> => {
  const stored = new Map<string, number>();
  try {
    const { counts } = await countKeys(invoke, tell);
    for (const { dataKeyId, count } of counts) stored.set(dataKeyId, (stored.get(dataKeyId) ?? 0) + count);
  } catch (error) {
    if (current !== undefined || !isWithoutFunction(error))
      return `nobody can tell whether stored data would be lost: ${error instanceof Error ? error.message : error}`;
    tell('the stack is not there yet: what its tables hold was not counted');
  }
  return stored;
};

/** A secret of its own (`configUri`) may be filled before the first deployment. */
const isWithoutFunction = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && error.cause.name === 'ResourceNotFoundException';
