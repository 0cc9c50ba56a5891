import * as v from 'valibot';
import type { Template } from '../../tools/local-stack/template.ts';
import { fits } from './fits.ts';
import { functionArn, resolved } from './resource-arns.ts';

/** One line of a statement's `Condition`: the key of the request has one of the values. */
export type Condition = Readonly<{ operator: string; key: string; values: readonly string[] }>;

const Value = v.union([v.pipe(v.boolean(), v.transform(String)), v.string(), v.looseObject({})]);
const Written = v.record(
  v.string(),
  v.record(
    v.string(),
    v.union([
      v.array(Value),
      v.pipe(
        Value,
        v.transform((one) => [one]),
      ),
    ]),
  ),
);

/** The operators that compare text; those of patterns take plain text as well. */
const KNOWN = ['StringEquals', 'StringLike', 'ArnEquals', 'ArnLike', 'Bool'];

/** @throws {Error} for an operator that is not known here: a condition that was misread would prove nothing. */
export const conditionsOf = (template: Template, written: unknown): readonly Condition[] =>
  Object.entries(v.parse(Written, written)).flatMap(([operator, keys]) => {
    if (!KNOWN.includes(operator)) throw new Error(`the condition ${operator} is not understood`);
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key,
      values: values.map((value) => resolved(template, value)),
    }));
  });

/**
 * Whether a request of the function's code meets the condition. Such a request has the function's ARN as its source and goes
 * over TLS; a key that it does not have meets nothing.
 */
export const holds = ({ operator, key, values }: Condition, functionName: string): boolean => {
  const present: Readonly<Record<string, string>> = {
    'lambda:SourceFunctionArn': functionArn(`privatenumber-local-${functionName}`),
    'aws:SecureTransport': 'true',
  };
  const actual = present[key];
  if (actual === undefined) return false;
  const isPattern = operator !== 'StringEquals' && operator !== 'Bool';
  return values.some((value) => (isPattern ? fits(value, actual) : value === actual));
};
