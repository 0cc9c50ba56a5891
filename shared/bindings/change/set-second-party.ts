import { type Clock, secondsUntil } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { PlatformResult } from '../../kernel/platform-outcome.ts';
import type { ActiveBinding, AtPlatform } from '../model/binding.ts';
import type { SecondPartyPlatform } from '../model/binding-platform.ts';

export type SecondPartyDeps = Readonly<{
  /** Absent for apps of other modes than AXYB. */
  secondPartyOf: (app: string) => SecondPartyPlatform | undefined;
  clock: Clock;
}>;

/** The shortest life that the platform takes (`privatenumber_axyb_0017`, duration). */
export const SHORTEST_LIFE_OF_A_SECONDS = 60;

/**
 * AXYB: puts B behind a Y, or nobody, and takes others off theirs. `undefined` in modes in which B is a field like others.
 *
 * @param others whoever was B before, or may become it by an older request
 */
export const setSecondParty = (
  { secondPartyOf, clock }: SecondPartyDeps,
  { app, subscriptionId, terms, expiresAt }: AtPlatform<ActiveBinding>,
  b: E164 | undefined,
  others: readonly E164[],
): Promise<PlatformResult<Readonly<{ y: E164 | undefined }> | 'not-found'>> | undefined => {
  const { ttlSeconds: _whole, ...rest } = terms;
  // The seconds that are left: the life of A-X is sent along and must not begin anew.
  const left =
    expiresAt === undefined
      ? {}
      : { ttlSeconds: Math.max(SHORTEST_LIFE_OF_A_SECONDS, secondsUntil(expiresAt, clock())) };
  return secondPartyOf(app)?.setB(subscriptionId, { b, others }, { ...rest, ...left });
};
