import { describe, expect, it } from 'vitest';
import { isErrorCode } from '../../../shared/http/problem-catalogue/catalogue.ts';
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
    type: '/problems/internal-error',
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
    [400, 'invalid-request'],
    [404, 'not-found'],
    [413, 'payload-too-large'],
    [415, 'invalid-request'],
    [500, 'internal-error'],
    [502, 'internal-error'],
  ])('answers what it refuses itself with %i and a code of the API, %s', (status, code) => {
    const answer = answerFor({ isBoom: true, output: { statusCode: status, payload: { error: 'Refused' } } });

    expect(isErrorCode(code)).toBe(true);
    expect(answer).toMatchObject({ status, body: { type: `/problems/${code}`, status, code } });
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
