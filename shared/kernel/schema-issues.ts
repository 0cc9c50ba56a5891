import * as v from 'valibot';
import { AppError, type FieldError } from './errors.ts';

/**
 * Parses outside data with a schema. `what` names the data in the error ("the request is not valid: …").
 *
 * @throws {AppError} `invalid-request` with one entry for each fault; received values are never quoted.
 */
export const parseWith = <Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
  what: string,
): v.InferOutput<Schema> => {
  const parsed = parsedOrFaults(schema, data, what === 'query' ? 'parameter' : 'field');
  if (parsed.faults === undefined) return parsed.output;
  const places = [...new Set(parsed.faults.map(({ path }) => path).filter((path) => path !== ''))];
  const suffix = places.length === 0 ? '' : `: ${places.join(', ')}`;
  throw invalid(`the ${what} is not valid${suffix}`, parsed.faults);
};

/**
 * As {@link parseWith}, for the event of a function that no HTTP answer follows: whoever invoked it sees the message alone, so
 * the message says why, as in "the order is not valid: party must be …".
 *
 * @throws {AppError} `invalid-request`, as {@link parseWith}.
 */
export const parseEvent = <Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
  what: string,
): v.InferOutput<Schema> => {
  const parsed = parsedOrFaults(schema, data, 'field');
  if (parsed.faults === undefined) return parsed.output;
  const reasons = parsed.faults.map(({ path, message }) => `${path || 'it'} ${message}`);
  throw invalid(`the ${what} is not valid: ${reasons.join(', ')}`, parsed.faults);
};

const invalid = (message: string, errors: readonly FieldError[]): AppError =>
  new AppError('invalid-request', message, { errors });

type Parsed<Output> =
  | Readonly<{ faults: undefined; output: Output }>
  | Readonly<{ faults: readonly FieldError[] }>;

const parsedOrFaults = <Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
  part: 'field' | 'parameter',
): Parsed<v.InferOutput<Schema>> => {
  // valibot takes a list for an object without fields, and a body whose fields are all optional would pass.
  if (Array.isArray(data) && schema.type.endsWith('object'))
    return { faults: [{ path: '', message: 'must be an object' }] };
  const parsed = v.safeParse(schema, data);
  if (parsed.success) return { faults: undefined, output: parsed.output };
  return {
    faults: fieldErrorsOf(parsed.issues, part).map(({ path, message }) => ({
      path: safePath(path),
      message,
    })),
  };
};

/** A field name comes from the sender and may hold anything, so only plain names with few digits are shown. */
const safePath = (path: string): string =>
  /^[\w.-]{0,100}$/.test(path) && path.replace(/\D/g, '').length < 5 ? path : '(unreadable name)';

/**
 * The faults of a document that an operator writes, a line each: the place, then what is wanted there. Only names of letters are
 * shown: a secret that was pasted in the place of a name would go into every log.
 */
export const documentFaultsOf = (issues: readonly v.BaseIssue<unknown>[]): readonly string[] =>
  fieldErrorsOf(issues).map(({ path, message }) => {
    const place = path
      .split('.')
      .map((name) => (/^(?:[a-z]{1,30}|\d{1,4})$/i.test(name) ? name : '(unreadable name)'));
    return `  ${path === '' ? '(document)' : place.join('.')}: ${message}`;
  });

/** The faults that a schema found, in our words. No received value is quoted; paths are as they came. */
const fieldErrorsOf = (
  issues: readonly v.BaseIssue<unknown>[],
  part: 'field' | 'parameter' = 'field',
): readonly FieldError[] =>
  issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: messageOf(issue, part) }));

const messageOf = (issue: v.BaseIssue<unknown>, part: string): string => {
  if (issue.kind === 'schema' && issue.expected === 'never') return `is not a known ${part}`;
  if (issue.kind === 'schema' && issue.received === 'undefined') return 'is required';
  // valibot's own messages quote the value; ours, given in the schemas, never do.
  return issue.message.startsWith('Invalid ') ? wantedBy(issue) : issue.message;
};

const wantedBy = (issue: v.BaseIssue<unknown>): string => {
  const unit = Array.isArray(issue.input) ? 'items' : 'characters';
  switch (issue.type) {
    case 'integer':
      return 'must be an integer';
    case 'min_value':
      return `must be at least ${issue.requirement}`;
    case 'max_value':
      return `must be at most ${issue.requirement}`;
    case 'min_length':
      if (issue.requirement === 1) return 'must not be empty';
      return `must have at least ${issue.requirement} ${unit}`;
    case 'max_length':
      return `must have at most ${issue.requirement} ${unit}`;
    default:
      return issue.kind === 'schema' ? `must be ${nounOf(issue.expected)}` : 'is not valid';
  }
};

const NOUNS: ReadonlyMap<string, string> = new Map([
  ['Object', 'an object'],
  ['Array', 'a list'],
  ['string', 'a string'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);

/** `("a" | "b" | "c")`, as valibot writes a choice, is `"a", "b" or "c"`. */
const nounOf = (expected: string | null): string => {
  const choices = (expected ?? 'another type').replace(/^\((.*)\)$/, '$1').split(' | ');
  const nouns = choices.map((choice) => NOUNS.get(choice) ?? choice);
  return nouns.length === 1 ? nouns.join() : `${nouns.slice(0, -1).join(', ')} or ${nouns.at(-1)}`;
};
