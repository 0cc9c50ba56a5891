import * as v from 'valibot';
import { AdoptionLineField } from '../../../functions/reconcile/adoption-schema.ts';
import { readDocumentFile } from '../config/document-file.ts';

/** A line as it was written; the function reads its numbers. */
export type WrittenLine = v.InferInput<typeof AdoptionLineField>;

/**
 * The lines of a file of bindings that are to be adopted, which nobody else may read; `-` is standard input. All are read before the
 * first one is sent.
 *
 * @throws {Error} in words for the person who typed; naming the first line that cannot be read, or that has the id of another
 *   one, without its text.
 */
export const readAdoptionLines = async (file: string): Promise<readonly WrittenLine[]> =>
  adoptionLinesOf(await readDocumentFile(file, true));

/** @throws {Error} as {@link readAdoptionLines}. */
export const adoptionLinesOf = (text: string): readonly WrittenLine[] => {
  const seen = new Set<string>();
  return text.split('\n').flatMap((written, index) => {
    if (written.trim() === '') return [];
    const line = readLine(written, index + 1);
    if (seen.has(line.subscriptionId))
      throw new Error(`line ${index + 1} of the file has the subscriptionId of another one`);
    seen.add(line.subscriptionId);
    return [line];
  });
};

const readLine = (written: string, place: number): WrittenLine => {
  const parsed = parsedOf(written);
  if (v.is(AdoptionLineField, parsed)) return parsed;
  const { issues = [] } = v.safeParse(AdoptionLineField, parsed);
  const names = [...new Set(issues.map((issue) => nameOf(v.getDotPath(issue))))].join(', ');
  throw new Error(`line ${place} of the file cannot be read: ${names}`);
};

/** A name that is not a plain word may be a number that slipped there. */
const nameOf = (path: string | null): string => {
  if (path === null) return 'the whole of it';
  return /^[a-z]{1,30}$/i.test(path) ? path : '(unreadable name)';
};

const parsedOf = (written: string): unknown => {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
};
