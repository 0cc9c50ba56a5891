import { envelopeAround } from '../../shared/platform/pushes/push-envelope.ts';
import { createReplay } from '../../shared/pushes/maintenance/replay.ts';
import type { PushKind, ReadPush } from '../../shared/pushes/push.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { pushArchive } from '../../shared/runtime/push-archive.ts';
import { PUSH_VARIABLES, pushStores } from '../../shared/runtime/push-stores.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { loggerOf, type World } from '../../shared/runtime/world.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `world`; a test may put another reader in the place of ours. */
export const compose = (
  world: World,
  { read }: { read?: ReadPush } = {},
): ReturnType<typeof createHandler> => {
  const tables = readVariables(world.environment, PUSH_VARIABLES);
  return withConfiguration(
    { uri: tables.CONFIG_URI, clock: world.clock, logger: loggerOf(world) },
    (configuration) => {
      const stores = pushStores(world, tables, configuration);
      const archive = pushArchive({ ...stores, table: tables.PUSHES_TABLE }, configuration);
      const replay = createReplay({ ...stores, ...archive, read: read ?? stores.read, bodyAround, stores });
      return createHandler({ replay, logger: stores.logger });
    },
  );
};

const bodyAround = (kind: PushKind, sent: unknown): Uint8Array | undefined => {
  const envelope = envelopeAround(kind, sent);
  return envelope === undefined ? undefined : Buffer.from(JSON.stringify(envelope));
};
