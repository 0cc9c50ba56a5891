import { afterEach } from 'vitest';
import { queryConformance, unknownMethodConformance } from '../bindings.conformance.ts';
import { type ConformanceTarget, FOREIGN_X, NOT_FOUND } from '../target.ts';
import {
  axybBindConformance,
  axybChoiceConformance,
  axybDurationConformance,
} from './axyb-bind.conformance.ts';
import { AXYB_SETTINGS, axybExamples } from './axyb-examples.ts';
import { axybQueryConformance } from './axyb-query.conformance.ts';
import { AXYB_PATH, openAxybSession } from './axyb-session.ts';
import { axybUnbindConformance } from './axyb-unbind.conformance.ts';

/**
 * AXYB as documented (`privatenumber_axyb_0016` to `_0019`). Black box: needs an application with eight numbers, and
 * leaves nothing bound behind.
 */
export const axybConformance = (target: ConformanceTarget): void => {
  const session = openAxybSession(target);
  const examples = axybExamples(target, session);
  afterEach(() => session.clean());

  queryConformance(examples, AXYB_SETTINGS, [
    ['an unknown subscriptionId', { subscriptionId: 'nobody' }],
    ['an X of somebody else', { relationNum: FOREIGN_X }, [...NOT_FOUND, '1012001']],
  ]);
  unknownMethodConformance(examples, [['PUT', AXYB_PATH, `app_key=${target.appKey}`]]);

  axybBindConformance(target, session);
  axybDurationConformance(session);
  axybChoiceConformance(target, session);
  axybUnbindConformance(session);
  axybQueryConformance(session);
};
