import type { Context } from 'aws-lambda';
import { allNumbers } from '../../shared/bindings/number-choice.ts';
import { createReconcile } from '../../shared/bindings/reconcile.ts';
import { createReconcileLook } from '../../shared/bindings/reconcile-look.ts';
import { createCompareNumber } from '../../shared/bindings/reconcile-number.ts';
import { createRepairFinding } from '../../shared/bindings/reconcile-repair.ts';
import type { ReconcileReport } from '../../shared/bindings/reconcile-report.ts';
import { createSettlePending } from '../../shared/bindings/settle-pending.ts';
import { readVariables } from '../../shared/config/environment.ts';
import { withConfiguration } from '../../shared/config/with-configuration.ts';
import { loggerOf, type World } from '../../shared/config/world.ts';
import { bindingParts, changePart, endPart } from '../../shared/wiring/binding-parts.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `world`. */
export const compose = (world: World): ((event: unknown, context: Context) => Promise<ReconcileReport>) => {
  const { CONFIG_URI, ...tables } = readVariables(world.environment, [
    'CONFIG_URI',
    'BINDINGS_TABLE',
    'NUMBERS_TABLE',
  ]);
  const { clock } = world;
  return withConfiguration({ uri: CONFIG_URI, clock, logger: loggerOf(world) }, (configuration) => {
    const parts = bindingParts(world, tables, configuration);
    const end = endPart(parts);
    const look = createReconcileLook(parts);
    const { change } = changePart(parts);
    // The pool as it is now: a number that was imported a moment ago is not left out.
    const numbersOf = allNumbers(parts.load);
    const reconcile = createReconcile({
      ...parts,
      look,
      compare: createCompareNumber(parts),
      repair: createRepairFinding({ ...parts, look, change, end }),
      settle: createSettlePending({ ...parts, end, allNumbers: numbersOf }),
      numbersOf,
    });
    return createHandler({ reconcile, apps: configuration.apps, logger: parts.logger });
  });
};
