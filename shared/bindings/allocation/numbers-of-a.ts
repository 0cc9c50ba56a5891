import { AppError } from '../../kernel/errors.ts';
import type { Binding } from '../model/binding.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import type { Reservations } from './reservations.ts';

/**
 * Checks that A may have one more X, before the platform is asked, which would refuse with 1011003 for any X.
 *
 * @throws {AppError} `party-limit` when A has as many as there can be.
 */
export const checkNumbersOfA = async (
  reservations: Pick<Reservations, 'numbersOfA'>,
  pair: Pick<Binding, 'app' | 'mode' | 'a'>,
): Promise<void> => {
  const { mostNumbersPerA } = rulesOfMode(pair.mode);
  if (mostNumbersPerA === undefined || (await reservations.numbersOfA(pair)) < mostNumbersPerA) return;
  throw new AppError(
    'party-limit',
    `this person has ${mostNumbersPerA} private numbers, which is the most there can be`,
  );
};
