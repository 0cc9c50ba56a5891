import { whyNotRetirable } from '../keys/retirable.ts';
import type { Invoke } from '../replay/run.ts';
import type { SecretDocument } from '../secret/documents.ts';
import type { Secret, SecretVersion } from '../secret/secret.ts';
import { dataKeyIdsOf, jsonOf, putOver } from '../secret/versions.ts';
import { type Differences, documentDifferences } from './differences.ts';

/** The surroundings of a change: the secret, the functions, and the person who waits. */
export type SetDocumentDeps = Readonly<{
  secret: Secret;
  document: SecretDocument;
  invoke: Invoke;
  tell: (line: string) => void;
  now: Date;
}>;

/**
 * A change of a document. `notices`: what the new one holds that is better gone. `refusals`: why the change was not made.
 * `versionId`: of the new version; absent when nothing was written.
 */
export type DocumentChange = Readonly<{
  differences: readonly string[];
  notices: readonly string[];
  refusals: readonly string[];
  versionId?: string;
}>;

/**
 * Puts a document into its secret when it is valid, differs from the one in force, and loses nothing that is stored.
 *
 * @throws {Error} naming every fault of the document, or why the secret could not be read or written; nothing was written then.
 */
export const setDocument = async (
  deps: SetDocumentDeps,
  text: string,
  { force, dryRun }: Readonly<{ force: boolean; dryRun: boolean }>,
): Promise<DocumentChange> => {
  const { secret, document } = deps;
  document.parse(text);
  const current = await secret.current();
  const wanted: unknown = JSON.parse(text);
  const notices = document.noticesOf(wanted);
  const differences = documentDifferences(jsonOf(current), wanted);
  const { lines } = differences;
  if (lines.length === 0) return { differences: [], notices, refusals: [] };
  const refusals = force ? [] : await refusalsOf(deps, current, differences);
  if (refusals.length > 0 || dryRun) return { differences: lines, notices, refusals };
  return { differences: lines, notices, refusals, versionId: await putOver(secret, current, text) };
};

/** Makes the version before the one in force again, under the same conditions. @throws {Error} as {@link setDocument}. */
export const setPreviousDocument = async (
  deps: SetDocumentDeps,
  how: Readonly<{ force: boolean; dryRun: boolean }>,
): Promise<DocumentChange> => {
  const previous = await deps.secret.previous();
  if (previous === undefined) throw new Error('the secret has no previous version');
  return setDocument(deps, previous.text, how);
};

const refusalsOf = async (
  { invoke, tell, now }: SetDocumentDeps,
  current: SecretVersion | undefined,
  { lostDataKeys, newFirstDataKey, changesLookupKey }: Differences,
): Promise<readonly string[]> => {
  if (current === undefined) return [];
  const dataKeyIds = dataKeyIdsOf(jsonOf(current));
  const refusals = changesLookupKey
    ? ['lookupKey changes: nothing that is stored could be found any more']
    : [];
  if (newFirstDataKey !== undefined)
    refusals.push(
      `the new data key ${newFirstDataKey} would seal before every function can open with it: put it behind the first one now, and before it in ten minutes`,
    );
  for (const id of lostDataKeys) {
    const place = { dataKeyIds, inForceSince: current.createdAt };
    const why = await whyNotRetirable(id, place, { invoke, tell, now });
    if (why !== undefined) refusals.push(why);
  }
  return refusals;
};
