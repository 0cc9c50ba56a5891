import { Refusal } from '../protocol/answer.ts';
import type { AppRecord, NumberRecord } from '../state/apps.ts';
import type { Platform } from '../state/platform.ts';

/** X numbers wanted: of a city, and how strictly. `areaCode` null: of no particular city. */
export type WantedNumber = {
  areaCode: string | null;
  loose: boolean;
  free: (number: NumberRecord) => boolean;
};

/**
 * The X that the platform picks. Strict: of the city; loose: of the city, else of its province, else any at random.
 *
 * @throws {Refusal} `noneLeft`, the mode's code for "no free X".
 */
export const chooseNumber = (
  { random }: Platform,
  app: AppRecord,
  { areaCode, loose, free }: WantedNumber,
  noneLeft: string,
): NumberRecord => {
  const candidates = app.numbers.filter((number) => number.state === 5 && free(number));
  const province = app.numbers.find((number) => number.areaCode === areaCode)?.province;
  const ofCity = candidates.find((number) => areaCode === null || number.areaCode === areaCode);
  const ofProvince = candidates.find((number) => province !== undefined && number.province === province);
  const chosen = ofCity ?? (loose ? (ofProvince ?? random.pick(candidates)) : undefined);
  if (!chosen) throw new Refusal(403, noneLeft);
  return chosen;
};

/**
 * An X of the application in whatever state.
 *
 * @throws {Refusal} `notOwned` when the application has no such number.
 */
export const ownNumber = (app: AppRecord, x: string, notOwned: string): NumberRecord => {
  const number = app.numbers.find((candidate) => candidate.x === x);
  if (!number) throw new Refusal(403, notOwned);
  return number;
};

/**
 * The X a request names.
 *
 * @throws {Refusal} `notOwned` when the application has no such number, 1012102 when its state allows no binding.
 */
export const namedNumber = (
  app: AppRecord,
  x: string,
  { notOwned, newBinding }: { notOwned: string; newBinding: boolean },
): NumberRecord => {
  const number = ownNumber(app, x, notOwned);
  const usable = newBinding ? number.state === 5 : number.state === 5 || number.state === 11;
  if (!usable) throw new Refusal(403, '1012102');
  return number;
};

/** City code of the home city of a number; null: not known, so at home everywhere. */
export const homeCity = ({ settings }: Platform, number: string): string | null =>
  Object.entries(settings.homeAreaCodes).find(([prefix]) => number.startsWith(prefix))?.[1] ?? null;

/** A Chinese mobile number in global form. */
export const isMobile = (number: string): boolean => /^\+861[3-9]\d{9}$/.test(number);
