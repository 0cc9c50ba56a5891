import { afterEach, expect, it } from 'vitest';
import { type ConformanceTarget, refusal } from '../target.ts';
import { axbBindConformance } from './axb-bind.conformance.ts';
import { axbModifyConformance } from './axb-modify.conformance.ts';
import { axbQueryConformance } from './axb-query.conformance.ts';
import { AXB_PATH, openAxbSession } from './axb-session.ts';
import { axbUnbindConformance } from './axb-unbind.conformance.ts';

/**
 * AXB as documented (`privatenumber_02_0002` to `_0005`). Black box: needs a base URL and an application, and leaves
 * nothing bound behind.
 */
export const axbConformance = (target: ConformanceTarget): void => {
  const session = openAxbSession(target);
  afterEach(() => session.clean());

  axbBindConformance(target, session);
  axbUnbindConformance(target, session);
  axbModifyConformance(target, session);
  axbQueryConformance(target, session);

  it('answers a method the path does not have with 1010006', async () => {
    expect(refusal(await target.client().send('PATCH', AXB_PATH, { body: {} }))).toEqual([403, '1010006']);
  });

  it('answers an unknown path with 404 and no result code', async () => {
    const answer = await target.client().send('GET', '/rest/caas/nothing/v1.0');

    expect(answer.status).toBe(404);
    expect(answer.json?.['resultcode']).toBeUndefined();
  });
};
