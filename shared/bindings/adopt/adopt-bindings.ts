import { AppError } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { Logger } from '../../observability/logger.ts';
import type { NumbersOfApp } from '../allocation/number-choice.ts';
import type { BindingPlatform } from '../model/binding-platform.ts';
import { isStopping, stopOf } from '../reconcile/reconcile-run.ts';
import { type AdoptBindingDeps, adoptBinding, type HowToAdopt } from './adopt-binding.ts';
import type { Adoption, AdoptionLine, AdoptionReport } from './adoption.ts';
import type { AdoptingApp } from './judge-adoption.ts';
import { createPromised } from './promised.ts';

type Deps = AdoptBindingDeps &
  Readonly<{
    numbersOf: (app: string) => Promise<NumbersOfApp>;
    platformOf: (app: string) => BindingPlatform;
    logger: Logger;
  }>;

/** The bindings of an app that an operator wants adopted, each by its id. */
export type AdoptionOrder = Readonly<{
  app: string;
  mode: Mode;
  lines: readonly AdoptionLine[];
  dryRun: boolean;
  operator: string | undefined;
}>;

/** Adoptions at a time, hence calls to the platform at a time. */
const PARALLEL = 5;

/**
 * Adopts the bindings of an order, as long as there is time. Only those that are named: the comparison of the night has no order.
 *
 * @throws {AppError} `store-unavailable` when the pool cannot be read.
 */
export const createAdoptBindings =
  (deps: Deps) =>
  async (order: AdoptionOrder, hasTime: () => boolean): Promise<AdoptionReport> => {
    const { app, mode, lines, dryRun } = order;
    const { numbers } = await deps.numbersOf(app);
    const of = { app, mode, platform: deps.platformOf(app), pool: new Set(numbers) };
    const promised = dryRun ? createPromised(deps.lookup) : undefined;
    let stoppedBy: AdoptionReport['stoppedBy'];
    const mayBegin = () => stoppedBy === undefined && hasTime();
    const { results, untouched } = await mapAtMost(
      { atMost: PARALLEL, hasTime: mayBegin },
      lines,
      async (line) => {
        try {
          return await adoptOne(deps, of, line, { promised, by: order.operator });
        } catch (error) {
          if (isStopping(error)) stoppedBy = stopOf(error);
          return failure(deps, app, line, error);
        }
      },
    );
    const left = untouched.map(({ subscriptionId }): Adoption => ({ subscriptionId, outcome: 'left' }));
    const report = { app, mode, dryRun, adoptions: [...results, ...left] };
    return stoppedBy === undefined ? report : { ...report, stoppedBy };
  };

const adoptOne = async (
  deps: Deps,
  of: AdoptingApp,
  line: AdoptionLine,
  how: HowToAdopt,
): Promise<Adoption> => {
  const adoption = await adoptBinding(deps, of, line, how);
  const { outcome, bindingId } = adoption;
  if (outcome === 'adopted')
    deps.logger.audit('binding-adopted-by-hand', { app: of.app, bindingId, operator: how.by });
  return adoption;
};

const failure = (
  { logger }: Deps,
  app: string,
  { subscriptionId }: AdoptionLine,
  error: unknown,
): Adoption => {
  logger.error('binding-not-adopted', { app, error });
  const code = error instanceof AppError ? error.code : 'internal-error';
  return { subscriptionId, outcome: 'failed', code };
};
