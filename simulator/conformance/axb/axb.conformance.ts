import { afterEach, expect, it } from 'vitest';
import {
  modifyConformance,
  queryConformance,
  refusedBindConformance,
  unbindConformance,
  unescapedPlusConformance,
  unknownMethodConformance,
} from '../bindings.conformance.ts';
import { A, B, type ConformanceTarget, FOREIGN_X, NOT_FOUND } from '../target.ts';
import { axbBindConformance, axbChoiceConformance } from './axb-bind.conformance.ts';
import {
  AXB_CHANGE,
  AXB_REFUSED_BINDS,
  AXB_REFUSED_UNBINDS,
  AXB_SETTINGS,
  axbExamples,
} from './axb-examples.ts';
import { axbModifyConformance } from './axb-modify.conformance.ts';
import { axbPageConformance, axbQueryConformance } from './axb-query.conformance.ts';
import { AXB_PATH, openAxbSession } from './axb-session.ts';
import { axbUnbindConformance } from './axb-unbind.conformance.ts';

/**
 * AXB as documented (`privatenumber_02_0002` to `_0005`). Black box: needs a base URL and an application, and leaves
 * nothing bound behind.
 */
export const axbConformance = (target: ConformanceTarget): void => {
  const session = openAxbSession(target);
  const examples = axbExamples(target, session);
  afterEach(() => session.clean());

  const usual = () => ({ callerNum: A, calleeNum: B, relationNum: target.numbers().first });
  refusedBindConformance(examples, usual, AXB_REFUSED_BINDS);
  modifyConformance(examples, AXB_CHANGE);
  queryConformance(examples, AXB_SETTINGS, [
    ['an unknown subscriptionId', { subscriptionId: 'nobody' }],
    ['an X of somebody else', { relationNum: FOREIGN_X }, ['1012001', '1012007']],
  ]);
  unbindConformance(examples, { gone: NOT_FOUND, again: NOT_FOUND, refused: AXB_REFUSED_UNBINDS });
  unescapedPlusConformance(examples, '1012001');
  unknownMethodConformance(examples, [['PATCH', AXB_PATH]]);

  axbBindConformance(target, session);
  axbChoiceConformance(target, session);
  axbUnbindConformance(target, session);
  axbModifyConformance(target, session);
  axbQueryConformance(target, session);
  axbPageConformance(target, session);

  it('answers an unknown path with 404 and no result code', async () => {
    const answer = await target.client().send('GET', '/rest/caas/nothing/v1.0');

    expect(answer.status).toBe(404);
    expect(answer.json?.['resultcode']).toBeUndefined();
  });
};
