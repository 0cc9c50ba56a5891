import { expect } from 'vitest';
import { API_KEY, RIDES } from '../../harness/fixtures.ts';
import { SENT_SECRETS } from './arbitrary-values.ts';

/** The parts of an answer that are looked at, over HTTP or from the handler itself. */
export type SeenAnswer = Readonly<{
  status: number;
  contentType: string | undefined;
  cacheControl: string | undefined;
  text: string;
}>;

/** RFC 9457 and the fields this API adds; nothing else may be in a problem. */
const PROBLEM_FIELDS = new Set([
  ...['type', 'title', 'status', 'detail', 'code'],
  ...['errors', 'platform', 'retryAfterSeconds', 'help'],
]);

const SECRETS = [API_KEY, RIDES.appSecret, RIDES.appKey, ...SENT_SECRETS];

/** The functions whose pages are the same for everybody. */
const OF_PUBLIC_PAGES = new Set(['console', 'describe-problem']);

/**
 * Checks an answer to a request of unknown worth: no fault of ours, and every refusal a clear problem document.
 *
 * @param functionFolder the function that answered, where that is known
 */
export const expectSound = (
  { status, contentType, cacheControl, text }: SeenAnswer,
  functionFolder = '',
): void => {
  expect(status, text).toBeGreaterThanOrEqual(200);
  expect(status, text).toBeLessThan(500);
  const isPublic = OF_PUBLIC_PAGES.has(functionFolder);
  // An answer is for whoever asked, and kept nowhere on the way.
  if (text !== '' && !isPublic) expect(cacheControl).toBe('no-store');
  if (status < 300) return;
  expectNothingLeaked(text);
  if (isPublic && isUnknownPage(status, contentType, text)) return;
  expect(contentType).toBe('application/problem+json');
  const problem = JSON.parse(text) as Record<string, unknown>;
  expect(problem).toMatchObject({
    type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    title: expect.stringMatching(/^[A-Z].+/),
    status,
    detail: expect.stringMatching(/.+/),
    code: expect.stringMatching(/^[a-z]+(-[a-z]+)*$/),
  });
  expect(Object.keys(problem).filter((name) => !PROBLEM_FIELDS.has(name))).toEqual([]);
};

const expectNothingLeaked = (text: string): void => {
  // Nothing in a problem may be, or look like, a phone number.
  expect(text).not.toMatch(/\d{8,}/);
  expect(text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/);
  for (const secret of SECRETS) expect(text).not.toContain(secret);
};

/** The page, for people, of an address below `/problems/` that names no code. */
const isUnknownPage = (status: number, contentType: unknown, text: string): boolean =>
  status === 404 &&
  contentType === 'text/html; charset=utf-8' &&
  /<h1>(?:There is no error with this code|没有这个错误码)<\/h1>/.test(text);
