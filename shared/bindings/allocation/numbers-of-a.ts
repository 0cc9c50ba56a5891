import { AppError, hasCode } from '../../kernel/errors.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import type { Reservation } from '../model/reservation-store.ts';
import { holdersOf } from './reservation-keys.ts';
import type { Reservations } from './reservations.ts';

/**
 * Checks that A may have one more X, before the platform is asked, which would refuse with 1011003 for any X.
 *
 * @param ofA the reservations of A
 * @throws {AppError} `party-limit` when A has as many as there can be.
 */
export const checkNumbersOfA = ({ mode }: Pick<Binding, 'mode'>, ofA: readonly Reservation[]): void => {
  const { mostNumbersPerA } = rulesOfMode(mode);
  if (mostNumbersPerA !== undefined && holdersOf(ofA).length >= mostNumbersPerA)
    throw partyLimit(mostNumbersPerA);
};

type Deps = Readonly<{
  reservations: Pick<Reservations, 'numbersOfA' | 'choosing'>;
  sleep: (milliseconds: number) => Promise<void>;
}>;

/** Looks for some two seconds at binds of the same A for which the platform is choosing an X. */
const LOOKS_MS = [50, 100, 200, 400, 600, 700] as const;

/**
 * The error of a bind for which no number was left: `party-limit` where A has, by binds of the same time, as many as there
 * can be. In AXYB the platform says both with one code (1012008), and where we choose, A may hold every number that was free.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const orPartyLimit = async (
  { reservations, sleep }: Deps,
  request: Pick<BindingRequest, 'app' | 'mode' | 'a' | 'x'>,
  error: unknown,
): Promise<unknown> => {
  const { mostNumbersPerA: most } = rulesOfMode(request.mode);
  if (most === undefined || request.x !== undefined || !hasCode(error, 'pool-exhausted')) return error;
  for (const pauseMs of LOOKS_MS) {
    // In this order a bind that gets its X meanwhile is counted twice, which is seen in the next look, and never left out.
    const choosing = await reservations.choosing(request);
    const held = await reservations.numbersOfA(request);
    if (held >= most) return partyLimit(most, error);
    if (held + choosing.length < most) return error;
    await sleep(pauseMs);
  }
  return partyLimit(most, error);
};

const partyLimit = (
  most: number,
  { platform }: Pick<AppError, 'platform'> = { platform: undefined },
): AppError =>
  new AppError(
    'party-limit',
    `this person has ${most} private numbers, which is the most there can be`,
    platform && { platform },
  );
