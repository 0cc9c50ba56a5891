import * as v from 'valibot';
import { OPERATION_ROUTES } from '../../shared/http/access/route-rules.ts';
import { bodyAround } from '../../shared/platform/pushes/push-envelope.ts';
import { createDiscardQuarantined } from '../../shared/pushes/maintenance/discard-quarantined.ts';
import { createReplay, type Replay } from '../../shared/pushes/maintenance/replay.ts';
import { archiveOfApps } from '../../shared/pushes/overview/archive-of-apps.ts';
import { pushOverview } from '../../shared/pushes/overview/push-overview.ts';
import { createQuarantineList } from '../../shared/pushes/overview/quarantine-list.ts';
import type { ReadPush } from '../../shared/pushes/push.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composePushArchive } from '../../shared/runtime/compose/pushes/compose-push-archive.ts';
import {
  composePushStores,
  PUSH_VARIABLES,
} from '../../shared/runtime/compose/pushes/compose-push-stores.ts';
import { composeApi } from '../../shared/runtime/compose-api.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createCursors } from '../../shared/sealing/cursor.ts';
import { createHandler } from './handler.ts';

/** The routes below /operations/pushes and /operations/quarantine. A test may put another reader in the place of ours. */
export const compose = (runtime: Runtime, { read: other }: Readonly<{ read?: ReadPush }> = {}) =>
  composeApi(runtime, { variables: PUSH_VARIABLES, routes: OPERATION_ROUTES }, (composition) => {
    const stores = composePushStores(composeStoreAccess(composition));
    const options = { ...stores, table: stores.variables.PUSHES_TABLE };
    const archive = composePushArchive(stores);
    const read = other ?? stores.read;
    const replayOf = (apps: readonly string[] | undefined, itemId?: string): Replay => {
      const whole = { ...stores, ...archive, read, bodyAround, stores };
      const seen = archiveOfApps(options, whole, apps);
      if (itemId === undefined) return createReplay(seen);
      const list = async () => [{ id: itemId, place: '' }];
      return createReplay({ ...seen, quarantinedItems: { ...seen.quarantinedItems, list } });
    };
    return createHandler({
      apps: stores.apps.map(({ name }) => name),
      overview: (...asked) => pushOverview({ ...options, read, appOf: archive.appOf }, ...asked),
      quarantine: createQuarantineList(options, archive.quarantinedItems),
      readItem: archive.quarantinedItems.read,
      discard: createDiscardQuarantined({ ...stores, ...archive }),
      replayOf,
      cursors: createCursors(stores.sealer, v.object({ after: v.string() })),
      clock: stores.clock,
    });
  });

export const handler = await lambdaHandler(compose);
