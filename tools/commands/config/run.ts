import { jsonOf, putOver } from '../secret/versions.ts';
import { documentDifferences } from './differences.ts';
import { type SetDocumentDeps, whyDataWouldBeLost } from './losses.ts';

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
  const { lines } = documentDifferences(jsonOf(current), wanted);
  if (lines.length === 0) return { differences: [], notices, refusals: [] };
  const refusals = force ? [] : await whyDataWouldBeLost(deps, current, wanted);
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
