import { afterEach, expect, it } from 'vitest';
import { type ConformanceTarget, refusal } from '../target.ts';
import { axybBindConformance } from './axyb-bind.conformance.ts';
import { axybQueryConformance } from './axyb-query.conformance.ts';
import { AXYB_PATH, openAxybSession } from './axyb-session.ts';
import { axybUnbindConformance } from './axyb-unbind.conformance.ts';

/**
 * AXYB as documented (`privatenumber_axyb_0016` to `_0019`). Black box: needs an application with eight numbers, and
 * leaves nothing bound behind.
 */
export const axybConformance = (target: ConformanceTarget): void => {
  const session = openAxybSession(target);
  afterEach(() => session.clean());

  axybBindConformance(target, session);
  axybUnbindConformance(target, session);
  axybQueryConformance(target, session);

  it('has no modify: 1010006', async () => {
    const query = `app_key=${target.appKey}`;

    expect(refusal(await target.client().send('PUT', AXYB_PATH, { query, body: {} }))).toEqual([
      403,
      '1010006',
    ]);
  });
};
