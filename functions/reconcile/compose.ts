import type { Context } from 'aws-lambda';
import { allNumbers } from '../../shared/bindings/allocation/number-choice.ts';
import { createResolvePending } from '../../shared/bindings/bind/resolve-pending.ts';
import { createReconcile } from '../../shared/bindings/reconcile/reconcile.ts';
import { createReconcileLook } from '../../shared/bindings/reconcile/reconcile-look.ts';
import { createCompareNumber } from '../../shared/bindings/reconcile/reconcile-number.ts';
import { createRepairFinding } from '../../shared/bindings/reconcile/reconcile-repair.ts';
import type { ReconcileReport } from '../../shared/bindings/reconcile/reconcile-report.ts';
import { bindingParts, changePart, endPart } from '../../shared/runtime/binding-parts.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `runtime`. */
export const compose = (
  runtime: Runtime,
): ((event: unknown, context: Context) => Promise<ReconcileReport>) => {
  const { CONFIG_URI, ...tables } = readVariables(runtime.environment, [
    'CONFIG_URI',
    'BINDINGS_TABLE',
    'NUMBERS_TABLE',
  ]);
  const { clock } = runtime;
  return withConfiguration({ uri: CONFIG_URI, clock, logger: loggerOf(runtime) }, (configuration) => {
    const parts = bindingParts(runtime, tables, configuration);
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
      resolve: createResolvePending({ ...parts, end, allNumbers: numbersOf }),
      numbersOf,
    });
    return createHandler({ reconcile, apps: configuration.apps, logger: parts.logger });
  });
};
