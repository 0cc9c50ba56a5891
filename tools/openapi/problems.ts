import * as v from 'valibot';
import { statusOf, toProblem } from '../../shared/http/problem.ts';
import { AppError, type ErrorCode, type ErrorDetails } from '../../shared/kernel/errors.ts';
import { type Json, refTo } from './json-schema.ts';
import { PROBLEM_CODES, PROBLEMS } from './problem-codes.ts';

const meaningOf = (code: ErrorCode): { when: string; detail: string; more?: ErrorDetails } => PROBLEMS[code];

/** The body that the chain around the functions makes of an error with that code. */
export const problemExample = (code: ErrorCode): unknown => {
  const { detail, more = {} } = meaningOf(code);
  return JSON.parse(v.parse(v.string(), toProblem(new AppError(code, detail, more)).body));
};

/** An example for each code, for `#/components/examples`. */
export const problemExamples = (): Json =>
  Object.fromEntries(PROBLEM_CODES.map((code) => [code, { value: problemExample(code) }]));

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

/** Codes whose status says nothing of it, and that a repeat helps against all the same. */
const WAITS: readonly ErrorCode[] = ['binding-in-progress', 'report-in-progress', 'report-too-soon'];

const responseFor = (status: number, codes: readonly ErrorCode[]): Json => ({
  description: codes.map((code) => `\`${code}\`: ${meaningOf(code).when}`).join('\n\n'),
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
