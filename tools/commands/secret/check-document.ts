import type { SecretDocument } from './documents.ts';
import { fieldTwice, jsonFault } from './json-fault.ts';
import type { SecretVersion } from './secret.ts';

/**
 * A valid document as JSON.
 *
 * @throws {Error} for what is not JSON, by its place, or naming every fault by its field; no value is shown.
 */
export const parseDocument = ({ parse }: SecretDocument, text: string): unknown => {
  const parsed = jsonIn(text);
  parse(text);
  return parsed;
};

const jsonIn = (text: string): unknown => {
  if (text.trim() === '') throw new Error('the document is empty');
  try {
    return JSON.parse(text);
  } catch {
    // The cause is left out on purpose: its message quotes the text.
    const fault = jsonFault(text);
    const place = fault === undefined ? '' : `: line ${fault.line}, column ${fault.column}`;
    throw new Error(`the document is not JSON${place}`);
  }
};

/** As {@link parseDocument}. @throws {Error} also for a field that stands twice, for keys that protect nothing, and for texts of samples. */
export const checkDocument = (document: SecretDocument, text: string): unknown => {
  const parsed = parseDocument(document, text);
  const twice = fieldTwice(text);
  if (twice !== undefined)
    throw new Error(`the document has a field twice: before line ${twice.line}, column ${twice.column}`);
  const weaknesses = document.weaknessesOf(parsed);
  if (weaknesses.length === 0) return parsed;
  throw new Error(['the document is not safe:', ...weaknesses.map((line) => `  ${line}`)].join('\n'));
};

/** Whether a version holds a document that functions can go by. */
export const isUsable = (
  { parse }: SecretDocument,
  version: SecretVersion | undefined,
): version is SecretVersion => {
  if (version === undefined) return false;
  try {
    parse(version.text);
    return true;
  } catch {
    return false;
  }
};
