import { isUsable, parseDocument } from '../secret/check-document.ts';
import type { SecretDocument } from '../secret/documents.ts';
import type { SecretVersion } from '../secret/secret.ts';
import { jsonOf, putOver } from '../secret/versions.ts';
import { documentDifferences } from './differences.ts';
import { keepLookupFields } from './keep-lookup-fields.ts';
import { type SetDocumentDeps, whyDataWouldBeLost } from './losses.ts';

/**
 * A change of a document. `notices`: what the new one holds that is better gone, and what was taken over from the one in
 * force. `refusals`: why the change was not made. `mayBeForced`: of a refused one; not where nobody who is stored would be found.
 * `versionId`: of the new version; absent when nothing was written.
 */
export type DocumentChange = Readonly<{
  differences: readonly string[];
  notices: readonly string[];
  refusals: readonly string[];
  mayBeForced?: boolean;
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
  const given = parseDocument(document, text);
  const current = await secret.current();
  const kept = document.hasDataKeys ? keepLookupFields(await goneBy(deps, current), given) : undefined;
  const wanted = kept?.document ?? given;
  const { known, news } = weaknessesIn(document, current, wanted);
  const told = kept === undefined ? [] : [kept.notice];
  const notices = [...told, ...document.noticesOf(wanted), ...known, ...(force ? news : [])];
  const { lines } = documentDifferences(jsonOf(current), wanted);
  if (lines.length === 0) return { differences: [], notices, refusals: [] };
  const losses = force ? undefined : await whyDataWouldBeLost(deps, current, wanted);
  const refusals = losses === undefined ? [] : [...news, ...losses.refusals];
  if (refusals.length > 0)
    return { differences: lines, notices, refusals, mayBeForced: losses?.losesPeople !== true };
  if (dryRun) return { differences: lines, notices, refusals };
  const written = kept === undefined ? text : JSON.stringify(wanted);
  return { differences: lines, notices, refusals, versionId: await putOver(secret, current, written) };
};

/** The document that functions go by: of a faulty one the version before, if that is sound. */
const goneBy = async (
  { secret, document }: SetDocumentDeps,
  current: SecretVersion | undefined,
): Promise<unknown> => {
  const version = isUsable(document, current) ? current : await secret.previous();
  return isUsable(document, version) ? jsonOf(version) : undefined;
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
