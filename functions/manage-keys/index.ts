import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

const VARIABLES = [
  'BINDINGS_TABLE',
  'CALLS_TABLE',
  'MESSAGES_TABLE',
  'NUMBERS_TABLE',
  'PUSHES_TABLE',
] as const;

/** By hand (`npm run ops -- keys`): where the data keys are in use, and everything sealed anew with the first one. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: VARIABLES }, (composition) => {
    const access = composeStoreAccess(composition);
    const { variables } = access;
    return createHandler({
      ...access,
      dataKeyIds: composition.configuration.dataKeys.map(({ id }) => id),
      tables: {
        bindings: variables.BINDINGS_TABLE,
        calls: variables.CALLS_TABLE,
        messages: variables.MESSAGES_TABLE,
        numbers: variables.NUMBERS_TABLE,
        pushes: variables.PUSHES_TABLE,
      },
    });
  });

export const handler = await lambdaHandler(compose);
