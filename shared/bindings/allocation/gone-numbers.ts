import { iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { PlatformFailure, Refused } from '../../kernel/platform-outcome.ts';
import type { ApplyNumberReport } from '../../numbers/apply-number-report.ts';
import { NOT_AT_PLATFORM } from '../../numbers/private-number.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingPlatform } from '../model/binding-platform.ts';
import { isBlocked } from './no-number-left.ts';

export type GoneNumbersDeps = Readonly<{
  platformOf: (app: string) => Pick<BindingPlatform, 'list'>;
  applyReport: ApplyNumberReport;
  logger: Logger;
}>;

/** The private numbers that the platform refused in one request because the app has them no more, or they are blocked. */
export type GoneNumbers = Readonly<{
  /** Takes in a number of which the refusal says that; `false` for others. `askedAt`: when the platform was asked. */
  collect(x: E164 | undefined, failure: Refused, askedAt: Date): boolean;
  /** The request is over. `proven`: another answer to it shows that the account as such works. Never throws. */
  conclude(proven: boolean): Promise<void>;
  count(): number;
}>;

/**
 * So many are passed over in one request. In arrears every number may be refused so, and a request has to end in time: fifty
 * calls of some 0.1 s each leave the function more than half of its 25 s.
 */
export const MOST_GONE = 50;

const WRITES_AT_ONCE = 10;

/**
 * Collects the numbers that are gone during one request for a binding of an app. They leave the pool only when the platform
 * took or knew another number in the same request: the same codes come when the account is in arrears (1012001, 1011001,
 * 1012102), and then the whole pool would leave. Of a single one, which was named or the last, the platform is asked.
 */
export const goneNumbers = (
  deps: GoneNumbersDeps,
  { app, mode }: Pick<Binding, 'app' | 'mode'>,
): GoneNumbers => {
  const { applyReport, logger } = deps;
  const gone: { x: E164; cause: string; at: string }[] = [];
  return {
    collect(x, failure, askedAt) {
      if (x === undefined || !isGoneRefusal(failure)) return false;
      const cause = isBlocked(failure) ? 'blocked-at-platform' : NOT_AT_PLATFORM;
      gone.push({ x, cause, at: iso(askedAt) });
      return true;
    },

    async conclude(proven) {
      if (gone.length === 0) return;
      const [only, ...others] = gone;
      const isSingle = only !== undefined && others.length === 0;
      if (!proven && !(isSingle && (await isGoneAtPlatform(deps, { app, mode }, only.x)))) {
        logger.error('private-numbers-refused', { app, numbers: gone.length });
        logger.metrics({ numbersRefused: gone.length }, { app });
        return;
      }
      logger.metrics({ numbersLeftPool: gone.length }, { app });
      await mapAtMost({ atMost: WRITES_AT_ONCE }, gone, (number) =>
        applyReport({ app, state: 'unavailable', ...number, receivedAt: number.at }),
      ).catch((error: unknown) => {
        // The caller's answer does not depend on it; the next bind finds the same out.
        logger.error('private-numbers-not-taken-out', { app, error });
      });
    },

    count: () => gone.length,
  };
};

/**
 * Whether the platform does not have an X either when it is asked about it. In AXB it refuses to list the bindings of a strange
 * X (`privatenumber_02_0005`); elsewhere it shows none, as of an X of the app that is free.
 */
const isGoneAtPlatform = async (
  { platformOf }: GoneNumbersDeps,
  { app, mode }: Pick<Binding, 'app' | 'mode'>,
  x: E164,
): Promise<boolean> => {
  const page = await platformOf(app).list(x, undefined);
  return page.kind === 'ok' ? mode !== 'AXB' && page.value.bindings.length === 0 : isGoneRefusal(page);
};

/** True for refusals that say that the app does not have the X, or that it is blocked. */
const isGoneRefusal = (failure: PlatformFailure): boolean =>
  failure.kind === 'refused' && (failure.class === 'not-found' || isBlocked(failure));
