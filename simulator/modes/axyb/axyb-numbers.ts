import { Refusal } from '../../protocol/answer.ts';
import type { Parameters } from '../../protocol/parameters.ts';
import type { AppRecord } from '../../state/apps.ts';
import type { Platform } from '../../state/platform.ts';
import { chooseNumber } from '../number-choice.ts';
import type { AxybBinding, AxybStore } from './axyb-store.ts';

/** Where a number is wanted; `areaCode` null: anywhere. */
export type WantedArea = { areaCode: string | null; loose: boolean };

const NONE_LEFT = '1012008';

/** The area a body asks for. */
export const readArea = (parameters: Parameters): WantedArea => ({
  areaCode: parameters.text('areaCode', 1, 32) ?? null,
  loose: parameters.choice('areaMatchMode', ['0', '1']) === '1',
});

/** An X for an A: a number that is neither an X nor a Y yet. @throws {Refusal} 1012008 */
export const pickX = (platform: Platform, store: AxybStore, app: AppRecord, area: WantedArea): string => {
  const free = ({ x }: { x: string }): boolean => !store.on(x) && store.onY(x).length === 0;
  return chooseNumber(platform, app, { ...area, free }, NONE_LEFT).x;
};

/**
 * A Y for one more party of an A-X: not an X, not yet a Y towards this A, not full; one that serves as a Y already is
 * preferred, so that numbers are left for X.
 *
 * @throws {Refusal} 1012008
 */
export const pickY = (
  platform: Platform,
  store: AxybStore,
  app: AppRecord,
  { appKey, a }: AxybBinding,
  area: WantedArea,
): string => {
  const fits = ({ x }: { x: string }): boolean => {
    const related = store.onY(x);
    const withA = related.some(({ binding }) => binding.appKey === appKey && binding.a === a);
    return !store.on(x) && !withA && related.length < platform.settings.relationsPerY;
  };
  const inUse = ({ x }: { x: string }): boolean => store.onY(x).length > 0;
  const wanted = { areaCode: area.areaCode, loose: false };
  try {
    return chooseNumber(platform, app, { ...wanted, free: (one) => inUse(one) && fits(one) }, NONE_LEFT).x;
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return chooseNumber(platform, app, { ...area, free: fits }, NONE_LEFT).x;
  }
};
