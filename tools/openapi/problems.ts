import { statusOf } from '../../shared/http/problem.ts';
import { PROBLEM_CODES, problemEntry } from '../../shared/http/problem-catalogue/catalogue.ts';
import { exampleProblem } from '../../shared/http/problem-catalogue/describe-problem.ts';
import type { ErrorCode } from '../../shared/kernel/errors.ts';
import { type Json, refTo } from './json-schema.ts';

/** An example for each code, for `#/components/examples`. */
export const problemExamples = (): Json =>
  Object.fromEntries(PROBLEM_CODES.map((code) => [code, { value: exampleProblem(code) }]));

const RETRY_AFTER = {
  description: 'Seconds to wait before a repeat.',
  schema: { type: 'integer', minimum: 1 },
};

/** The responses of an operation for these codes, one a status, each with what its codes mean. */
export const problemResponses = (codes: readonly ErrorCode[]): Json => {
  const statuses = [...new Set(codes.map(statusOf))].sort((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      responseFor(
        status,
        codes.filter((code) => statusOf(code) === status),
      ),
    ]),
  );
};

const meaningOf = (code: ErrorCode): string => {
  const { cause, remedy } = problemEntry(code).en;
  return `\`${code}\`: ${cause} ${remedy}`;
};

/** Codes whose status says nothing of it, and that a repeat helps against all the same. */
const WAITS: readonly ErrorCode[] = ['binding-in-progress', 'report-in-progress', 'report-too-soon'];

const responseFor = (status: number, codes: readonly ErrorCode[]): Json => ({
  description: codes.map(meaningOf).join('\n\n'),
  ...(status === 503 || codes.some((code) => WAITS.includes(code))
    ? { headers: { 'Retry-After': RETRY_AFTER } }
    : {}),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [{ $ref: refTo('Problem') }, { properties: { code: { enum: codes } } }],
      },
      examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
    },
  },
});
