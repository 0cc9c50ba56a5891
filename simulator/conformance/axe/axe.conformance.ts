import { afterEach, expect, it } from 'vitest';
import { type ConformanceTarget, refusal } from '../target.ts';
import { axeBindConformance } from './axe-bind.conformance.ts';
import { axeChangeConformance } from './axe-change.conformance.ts';
import { axeQueryConformance } from './axe-query.conformance.ts';
import { AXE_PAGED_PATH, AXE_PATH, openAxeSession } from './axe-session.ts';

/**
 * AXE as documented (`privatenumber_02_0022` to `_0027`). Black box: needs an application with extensions of one
 * digit, and leaves nothing bound behind.
 */
export const axeConformance = (target: ConformanceTarget): void => {
  const session = openAxeSession(target);
  afterEach(() => session.clean());

  axeBindConformance(target, session);
  axeChangeConformance(target, session);
  axeQueryConformance(target, session);

  it.each([
    ['PATCH', AXE_PATH],
    ['POST', AXE_PAGED_PATH],
  ])('answers %s, which the path %s does not have, with 1010006', async (method, path) => {
    expect(refusal(await target.client().send(method, path, { body: {} }))).toEqual([403, '1010006']);
  });
};
