import { isUsable, parseDocument } from '../secret/check-document.ts';
import type { SecretDocument } from '../secret/documents.ts';
import type { SecretVersion } from '../secret/secret.ts';
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
 * Puts a document into its secret when it is valid, differs from the one in force, loses nothing that is stored, and has no new
 * key that protects nothing.
 *
 * @throws {Error} naming every fault of the document, or why the secret could not be read or written; nothing was written then.
 */
export const setDocument = async (
  deps: SetDocumentDeps,
  text: string,
  { force, dryRun }: Readonly<{ force: boolean; dryRun: boolean }>,
): Promise<DocumentChange> => {
  const { secret, document } = deps;
  const wanted = parseDocument(document, text);
  const current = await secret.current();
  const { known, news } = weaknessesIn(document, current, wanted);
  const notices = [...document.noticesOf(wanted), ...known, ...(force ? news : [])];
  const { lines } = documentDifferences(jsonOf(current), wanted);
  if (lines.length === 0) return { differences: [], notices, refusals: [] };
  const refusals = force ? [] : [...news, ...(await whyDataWouldBeLost(deps, current, wanted))];
  if (refusals.length > 0 || dryRun) return { differences: lines, notices, refusals };
  return { differences: lines, notices, refusals, versionId: await putOver(secret, current, text) };
};

/** The weaknesses of a document; one that is in force already must not hold back the change of something else. */
const weaknessesIn = (document: SecretDocument, current: SecretVersion | undefined, wanted: unknown) => {
  const former = isUsable(document, current) ? document.weaknessesOf(jsonOf(current)) : [];
  const all = document.weaknessesOf(wanted);
  return {
    known: all.filter((line) => former.includes(line)),
    news: all.filter((line) => !former.includes(line)),
  };
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
