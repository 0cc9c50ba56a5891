import type { Clock } from '../kernel/clock.ts';
import type { E164 } from '../kernel/e164.ts';
import { AppError } from '../kernel/errors.ts';
import { platformError } from '../kernel/platform-outcome.ts';
import type { Logger } from '../observability/logger.ts';
import { askPlatform } from './hear-platform.ts';
import type { ReportQueries, ReportRecord, ReportRegistry } from './report.ts';
import { reportStandingOf } from './report-rules.ts';

/** The way of an app with an A who is not reported: nothing, a warning in the answer, or a refusal. */
export type ReportPolicy = 'off' | 'warn' | 'enforce';

/** Somebody who is about to become A of a binding. */
export type NewA = Readonly<{ app: string; a: E164 }>;

/** A warning in the answer with a binding. */
export type BindingWarning = Readonly<{ code: 'not-reported'; path: 'a' }>;

/** The check of one A. */
export type ReportCheck = Readonly<{
  /** Begins to read what is known, so that it travels with other reads. Never throws. */
  readAhead: () => Promise<void>;
  /**
   * Refuses where the app says so. A number about which too little is known is asked for at the platform, once.
   *
   * @throws {AppError} `not-reported`; where the app enforces also whatever keeps anybody from knowing.
   */
  allow: () => Promise<void>;
  /** The warnings of an app that only warns. Never throws: the binding is there already. */
  warnings: () => Promise<readonly BindingWarning[]>;
}>;

/** Makes the check of an A by the policy of its app; `undefined` where that is off: nothing is read then. */
export type CheckReported = (newA: NewA) => ReportCheck | undefined;

type Deps = Readonly<{
  policyOf: (app: string) => ReportPolicy;
  registry: ReportRegistry;
  platform: ReportQueries;
  clock: Clock;
  logger: Logger;
}>;

export const createCheckReported =
  (deps: Deps): CheckReported =>
  (newA) => {
    const { policyOf, registry, logger } = deps;
    const { app, a } = newA;
    const policy = policyOf(app);
    if (policy === 'off') return undefined;
    let reading: Promise<ReportRecord | undefined> | undefined;
    const read = () => {
      reading ??= registry.read([a]).then((records) => records.get(a));
      return reading;
    };
    let refusing: Promise<void> | undefined;
    return {
      readAhead: async () => {
        await read().catch(() => undefined);
      },
      allow: async () => {
        if (policy !== 'enforce') return;
        refusing ??= read().then((record) => refuseUnreported(deps, newA, record));
        await refusing;
      },
      warnings: async () => {
        if (policy !== 'warn') return [];
        try {
          if (reportStandingOf(await read(), deps.clock()) === 'reported') return [];
        } catch (error) {
          logger.error('report-not-read', { app, error });
          return [];
        }
        logger.metrics({ bindsNotReported: 1 }, { app });
        return [{ code: 'not-reported', path: 'a' }];
      },
    };
  };

const refuseUnreported = async (
  deps: Deps,
  { app, a }: NewA,
  record: ReportRecord | undefined,
): Promise<void> => {
  const { clock, logger } = deps;
  const standing = reportStandingOf(record, clock());
  if (standing === 'reported') return;
  const asked = standing === 'ask' ? await asAsked(deps, a, record) : record;
  if (asked?.state === 'reported') return;
  logger.metrics({ bindsNotReported: 1 }, { app });
  throw new AppError(
    'not-reported',
    `the actual user of A is not reported to the carriers: ${asked?.state ?? 'unknown'}`,
    {
      errors: [{ path: 'a', message: 'is not reported' }],
    },
  );
};

/** @throws {AppError} where the platform does not tell, and nothing that is known decides. */
const asAsked = async (
  deps: Deps,
  a: E164,
  record: ReportRecord | undefined,
): Promise<ReportRecord | undefined> => {
  const answer = await askPlatform(deps, [a]);
  if (answer.kind === 'ok') return answer.value.get(a);
  // It was not reported a while ago, and nothing newer says otherwise.
  if (record !== undefined && record.state !== 'reported' && record.checkedAt !== '') return record;
  throw platformError(answer);
};
