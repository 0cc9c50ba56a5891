import { createDynamoBindingStore } from '../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { attributionIdOf } from '../../shared/bindings/model/binding.ts';
import { rulesOfMode } from '../../shared/bindings/model/mode-rules.ts';
import { createListBindings } from '../../shared/bindings/read/list-bindings.ts';
import { importConsoleCalls } from '../../shared/calls/console/import-calls.ts';
import { judgeConsoleCalls } from '../../shared/calls/console/judge-calls.ts';
import { undoImport } from '../../shared/calls/console/undo-import.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createDynamoConsoleCalls } from '../../shared/calls/dynamo/dynamo-console-calls.ts';
import { createDynamoNumberStore } from '../../shared/numbers/dynamo-number-store.ts';
import { createOwnersOf } from '../../shared/numbers/own-numbers.ts';
import { RECORDING_PARTITIONS } from '../../shared/recordings/store/partitions.ts';
import { seedsOf } from '../../shared/runtime/compose/compose-numbers.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

const VARIABLES = ['BINDINGS_TABLE', 'CALLS_TABLE', 'NUMBERS_TABLE', 'PUSHES_TABLE'] as const;

/** By hand (`npm run ops -- calls`): calls of the console's list whose CDR never came, and taking them back. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: VARIABLES }, (composition) => {
    const access = composeStoreAccess(composition);
    const { clock, lookup, settings, variables } = access;
    const bindings = createDynamoBindingStore({ ...access, table: variables.BINDINGS_TABLE });
    const numbers = createDynamoNumberStore({ ...access, table: variables.NUMBERS_TABLE });
    const list = createListBindings(bindings, clock);
    const calls = { ...access, table: variables.CALLS_TABLE };
    const store = createDynamoConsoleCalls({
      ...calls,
      pushesTable: variables.PUSHES_TABLE,
      retentionSeconds: settings.callRetentionDays * 24 * 3600,
      // No recording is expected of an imported call.
      firstDelaySeconds: 0,
      shards: RECORDING_PARTITIONS,
    });
    const deps = {
      calls: createDynamoCallReader(calls),
      store,
      lookup,
      clock,
      ownersOf: createOwnersOf({ apps: access.apps, numbers, seeds: seedsOf(access.apps) }),
      async attributionAt(app: string, x: string, party: string, at: string) {
        const found = await list({ filter: { x, party }, at, apps: [app], limit: 1, after: undefined });
        return found.bindings[0] && attributionIdOf(found.bindings[0]);
      },
    };
    return createHandler({
      ...access,
      apps: access.apps.map(({ name, mode, allocation }) => ({
        name,
        mode,
        keepsPool: allocation === 'pool' && rulesOfMode(mode).picks === 'us',
      })),
      judge: (app, some) => judgeConsoleCalls(deps, app, some),
      importCalls: (app, importId, some) => importConsoleCalls(deps, app, importId, some),
      undo: (of, dryRun) => undoImport(store, of, dryRun),
    });
  });

export const handler = await lambdaHandler(compose);
