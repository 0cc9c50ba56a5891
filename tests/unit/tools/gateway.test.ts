import { describe, expect, it } from 'vitest';
import { withProblems } from '../../../tools/serverless-plugin/api-gateway/gateway.mjs';

/** The answer that leaves when the plugin had this one in hand; `undefined`: that one, unchanged. */
const answerFor = (response: object) => {
  const answer: { body?: unknown; status?: number; type?: string } = {};
  const builder = {
    code: (status: number) => Object.assign(answer, { status }) && builder,
    type: (type: string) => Object.assign(answer, { type }) && builder,
  };
  const responded = (body: string) => Object.assign(answer, { body: JSON.parse(body) }) && builder;
  const result = withProblems({ response }, { continue: 'unchanged', response: responded });
  return result === 'unchanged' ? undefined : answer;
};

const PROBLEM = {
  status: 500,
  type: 'application/problem+json',
  body: {
    type: 'urn:privatenumber:problem:internal-error',
    title: 'Internal Server Error',
    status: 500,
    detail: 'Internal Server Error',
    code: 'internal-error',
  },
};

describe('the local API', () => {
  const error = {
    errorMessage: 'apps: faulty',
    errorType: 'Error',
    stackTrace: ['Error: apps: faulty', 'at x'],
  };

  it.each([
    ['as text, with status 200', { statusCode: 200, source: JSON.stringify(error) }],
    ['as an object', { statusCode: 502, source: error }],
  ])('answers 500 without a stack when a function threw, which the plugin has %s', (_case, response) => {
    expect(answerFor(response)).toEqual(PROBLEM);
  });

  it.each([
    ['a binding', { statusCode: 200, source: '{"bindingId":"b"}' }],
    ['nothing', { statusCode: 200, source: '' }],
    ['a page', { statusCode: 200, source: '{"errorMessage" is how it begins' }],
    ['bytes', { statusCode: 200, source: Buffer.from('RIFF') }],
    ['null', { statusCode: 200, source: null }],
  ])('hands on %s as the function answered it', (_case, response) => {
    expect(answerFor(response)).toBeUndefined();
  });
});
