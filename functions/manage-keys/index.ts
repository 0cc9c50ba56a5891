import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCountHandler, createHandler, type KeysReport } from './handler.ts';

const VARIABLES = [
  'BINDINGS_TABLE',
  'CALLS_TABLE',
  'MESSAGES_TABLE',
  'NUMBERS_TABLE',
  'PUSHES_TABLE',
  'USAGE_TABLE',
] as const;

type Variables = Readonly<Record<(typeof VARIABLES)[number], string>>;

const tablesOf = (variables: Variables) => ({
  bindings: variables.BINDINGS_TABLE,
  calls: variables.CALLS_TABLE,
  messages: variables.MESSAGES_TABLE,
  numbers: variables.NUMBERS_TABLE,
  pushes: variables.PUSHES_TABLE,
  usage: variables.USAGE_TABLE,
});

/**
 * By hand (`npm run ops -- keys`): where the data keys are in use, everything sealed anew with the first one, and
 * the steps of a change of `lookupKey` on what is stored.
 */
export const compose = (runtime: Runtime) =>
  composeFunction<unknown, KeysReport, (typeof VARIABLES)[number]>(
    runtime,
    {
      variables: VARIABLES,
      whenUnreadable(fault, event, context) {
        const tables = tablesOf(readVariables(runtime.environment, VARIABLES));
        return createCountHandler({ documents: runtime.documents(), tables }, fault)(event, context);
      },
    },
    (composition) => {
      const access = composeStoreAccess(composition);
      return createHandler({
        ...access,
        isRetired: composition.configuration.lookupChange?.phase === 'retired',
        dataKeyIds: composition.configuration.dataKeys.map(({ id }) => id),
        tables: tablesOf(access.variables),
      });
    },
  );

export const handler = await lambdaHandler(compose);
