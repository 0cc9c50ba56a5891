import { afterEach, expect, it } from 'vitest';
import { type ConformanceTarget, refusal } from '../target.ts';
import { axBindConformance } from './ax-bind.conformance.ts';
import { axModifyConformance } from './ax-modify.conformance.ts';
import { axQueryConformance } from './ax-query.conformance.ts';
import { AX_PATH, CALLEE_PATH, openAxSession } from './ax-session.ts';

/**
 * AX as documented (`privatenumber_02_0011` to `_0015`). Black box: needs an application with six X, and leaves
 * nothing bound behind.
 */
export const axConformance = (target: ConformanceTarget): void => {
  const session = openAxSession(target);
  afterEach(() => session.clean());

  axBindConformance(target, session);
  axQueryConformance(target, session);
  axModifyConformance(target, session);

  it.each([
    ['PATCH', AX_PATH],
    ['POST', CALLEE_PATH],
  ])('answers %s, which the path %s does not have, with 1010006', async (method, path) => {
    expect(refusal(await target.client().send(method, path, { body: {} }))).toEqual([403, '1010006']);
  });
};
