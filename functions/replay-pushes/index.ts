import { bodyAround } from '../../shared/platform/pushes/push-envelope.ts';
import { createDiscardQuarantined } from '../../shared/pushes/maintenance/discard-quarantined.ts';
import { createReplay } from '../../shared/pushes/maintenance/replay.ts';
import type { ReadPush } from '../../shared/pushes/push.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composePushArchive } from '../../shared/runtime/compose/pushes/compose-push-archive.ts';
import {
  composePushStores,
  PUSH_VARIABLES,
} from '../../shared/runtime/compose/pushes/compose-push-stores.ts';
import { composeFunction } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** By hand (`npm run replay`): feeds journaled pushes to the stores again. A test may put another reader in the place of ours. */
export const compose = (runtime: Runtime, { read }: Readonly<{ read?: ReadPush }> = {}) =>
  composeFunction(runtime, { variables: PUSH_VARIABLES }, (composition) => {
    const stores = composePushStores(composeStoreAccess(composition));
    const archive = composePushArchive(stores);
    const replay = createReplay({ ...stores, ...archive, read: read ?? stores.read, bodyAround, stores });
    const knows = (app: string) => archive.appOf(app) !== undefined;
    const discard = createDiscardQuarantined({ ...stores, ...archive });
    return createHandler({ replay, discard, knows, logger: stores.logger });
  });

export const handler = await lambdaHandler(compose);
