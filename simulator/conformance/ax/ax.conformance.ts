import { afterEach } from 'vitest';
import {
  modifyByPlaceConformance,
  modifyConformance,
  queryConformance,
  refusedBindConformance,
  unbindConformance,
  unescapedPlusConformance,
  unknownMethodConformance,
} from '../bindings.conformance.ts';
import { A, C, type ConformanceTarget, FOREIGN_X } from '../target.ts';
import { axBindConformance } from './ax-bind.conformance.ts';
import { AX_CHANGE, AX_REFUSED_BINDS, AX_REFUSED_UNBINDS, AX_SETTINGS, axExamples } from './ax-examples.ts';
import { axModifyConformance, temporaryCalleeConformance } from './ax-modify.conformance.ts';
import { axQueryConformance, axUnbindConformance } from './ax-query.conformance.ts';
import { AX_PATH, CALLEE_PATH, openAxSession } from './ax-session.ts';

/**
 * AX as documented (`privatenumber_02_0011` to `_0015`). Black box: needs an application with six X, and leaves
 * nothing bound behind.
 */
export const axConformance = (target: ConformanceTarget): void => {
  const session = openAxSession(target);
  const examples = axExamples(target, session);
  afterEach(() => session.clean());

  const usual = () => ({ origNum: A, privateNum: target.numbers().first });
  refusedBindConformance(examples, usual, AX_REFUSED_BINDS);
  modifyConformance(examples, AX_CHANGE);
  modifyByPlaceConformance(examples);
  queryConformance(examples, AX_SETTINGS, [
    ['an unknown subscriptionId', { subscriptionId: 'nobody' }],
    ['an A without binding', { origNum: C }],
    ['an X of somebody else', { privateNum: FOREIGN_X }],
  ]);
  unbindConformance(examples, { gone: ['1016001'], again: ['1011004'], refused: AX_REFUSED_UNBINDS });
  unescapedPlusConformance(examples, '1011004');
  unknownMethodConformance(examples, [
    ['PATCH', AX_PATH],
    ['POST', CALLEE_PATH],
  ]);

  axBindConformance(target, session);
  axQueryConformance(target, session);
  axUnbindConformance(target, session);
  axModifyConformance(target, session);
  temporaryCalleeConformance(target, session);
};
