import type { Logger } from '../../observability/logger.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { Candidate } from './allocation.ts';

/**
 * Counts how much of the wished area, or of the app where none is wished, is taken for the people of a bind: of the numbers that
 * it met and that are as wished. An area without any number is no city of the pool, whatever a caller writes there.
 *
 * @param full AXE: the number of those that hold as many as they may
 */
export const tellPoolUse = (
  logger: Logger,
  { app, areaCode }: Pick<BindingRequest, 'app' | 'areaCode'>,
  met: readonly Candidate[],
  left: readonly Candidate[],
  full: number,
): void => {
  const inArea = (numbers: readonly Candidate[]): number =>
    numbers.filter((number) => areaCode === undefined || number.areaCode === areaCode).length;
  const all = inArea(met) + full;
  if (all === 0) return;
  const usedPercent = Math.round(100 * (1 - inArea(left) / all));
  logger.metrics({ poolUsedPercent: usedPercent }, { app, area: areaCode ?? 'any' });
};
