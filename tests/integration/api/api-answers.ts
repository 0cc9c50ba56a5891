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

/** Checks an answer to a request of unknown worth: no fault of ours, and every refusal a clear problem document. */
export const expectSound = ({ status, contentType, cacheControl, text }: SeenAnswer): void => {
  expect(status, text).toBeGreaterThanOrEqual(200);
  expect(status, text).toBeLessThan(500);
  // An answer is for whoever asked, and kept nowhere on the way.
  if (text !== '') expect(cacheControl).toBe('no-store');
  if (status < 300) return;
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
  // Nothing in a problem may be, or look like, a phone number.
  expect(text).not.toMatch(/\d{8,}/);
  expect(text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/);
  for (const secret of SECRETS) expect(text).not.toContain(secret);
};
