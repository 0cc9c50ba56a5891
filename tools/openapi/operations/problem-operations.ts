import { PROBLEM_CODES } from '../../../shared/http/problem-catalogue/catalogue.ts';
import { ANSWER_EXAMPLES } from '../examples.ts';
import { type Json, refTo } from '../json-schema.ts';
import { ACCEPT_LANGUAGE } from '../parameters.ts';
import type { ApiOperation } from './api-operation.ts';

const LANGUAGE: readonly Json[] = [
  {
    name: 'lang',
    in: 'query',
    required: false,
    description: 'The language; it goes before `Accept-Language`.',
    schema: { type: 'string', enum: ['en', 'zh'] },
  },
  ACCEPT_LANGUAGE,
];

const PAGE = { schema: { type: 'string' } };

/** A page, and the same as JSON. */
const pageOr = (description: string, name: 'ProblemList' | 'ProblemDescription'): Json => ({
  description,
  content: {
    'application/json': { schema: { $ref: refTo(name) }, example: ANSWER_EXAMPLES[name] },
    'text/html': PAGE,
  },
});

const NOTE =
  'Asks for no key. HTML, or with `Accept: application/json` JSON; in English or Chinese. May be cached.';

/** The pages of errors. */
export const PROBLEM_OPERATIONS: Readonly<Record<string, ApiOperation>> = {
  'GET /problems': {
    id: 'listProblems',
    tag: 'Errors',
    summary: 'List all errors',
    description: NOTE,
    access: 'open',
    parameters: LANGUAGE,
    answers: { 200: pageOr('The codes, by status.', 'ProblemList') },
    problems: [],
  },
  'GET /problems/{code}': {
    id: 'describeProblem',
    tag: 'Errors',
    summary: 'Explain an error: cause, what to do, whether to repeat',
    description: `The address is the \`type\` of the error. ${NOTE}`,
    access: 'open',
    parameters: [
      { name: 'code', in: 'path', required: true, schema: { type: 'string', enum: PROBLEM_CODES } },
      ...LANGUAGE,
    ],
    answers: {
      200: pageOr('The error.', 'ProblemDescription'),
      404: {
        description: '`not-found`: there is no error with this code.',
        content: {
          'application/problem+json': { schema: { $ref: refTo('Problem') } },
          'text/html': PAGE,
        },
      },
    },
    problems: [],
  },
};
