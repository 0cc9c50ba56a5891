import { afterEach } from 'vitest';
import {
  modifyByPlaceConformance,
  modifyConformance,
  queryConformance,
  refusedBindConformance,
  unbindConformance,
  unknownMethodConformance,
} from '../bindings.conformance.ts';
import { A, type ConformanceTarget } from '../target.ts';
import { axeBindConformance, axeChoiceConformance } from './axe-bind.conformance.ts';
import { axeChangeConformance, axeNamingConformance } from './axe-change.conformance.ts';
import { AXE_CHANGE, AXE_REFUSED_BINDS, AXE_SETTINGS, axeExamples } from './axe-examples.ts';
import { axePageConformance, axeQueryConformance } from './axe-query.conformance.ts';
import { AXE_PAGED_PATH, AXE_PATH, openAxeSession } from './axe-session.ts';

/**
 * AXE as documented (`privatenumber_02_0022` to `_0027`). Black box: needs an application with extensions of one
 * digit, and leaves nothing bound behind.
 */
export const axeConformance = (target: ConformanceTarget): void => {
  const session = openAxeSession(target);
  const examples = axeExamples(target, session);
  afterEach(() => session.clean());

  const usual = () => ({ bindNum: A, virtualNum: target.numbers().first });
  refusedBindConformance(examples, usual, AXE_REFUSED_BINDS);
  modifyConformance(examples, AXE_CHANGE);
  modifyByPlaceConformance(examples);
  queryConformance(examples, AXE_SETTINGS, []);
  unbindConformance(examples, { gone: ['1016001'], again: ['1016001'], refused: [] });
  unknownMethodConformance(examples, [
    ['PATCH', AXE_PATH],
    ['POST', AXE_PAGED_PATH],
  ]);

  axeBindConformance(target, session);
  axeChoiceConformance(target, session);
  axeChangeConformance(target, session);
  axeNamingConformance(target, session);
  axeQueryConformance(target, session);
  axePageConformance(target, session);
};
