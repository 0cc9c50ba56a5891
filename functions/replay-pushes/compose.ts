import { envelopeAround } from '../../shared/platform/pushes/push-envelope.ts';
import { createReplay } from '../../shared/pushes/maintenance/replay.ts';
import type { PushKind, ReadPush } from '../../shared/pushes/push.ts';
import { readVariables } from '../../shared/runtime/environment.ts';
import { pushArchive } from '../../shared/runtime/push-archive.ts';
import { PUSH_VARIABLES, pushStores } from '../../shared/runtime/push-stores.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createHandler } from './handler.ts';

/** Builds the function in `runtime`; a test may put another reader in the place of ours. */
export const compose = (
  runtime: Runtime,
  { read }: { read?: ReadPush } = {},
): ReturnType<typeof createHandler> => {
  const tables = readVariables(runtime.environment, PUSH_VARIABLES);
  return withConfiguration(
    { uri: tables.CONFIG_URI, clock: runtime.clock, logger: loggerOf(runtime) },
    (configuration) => {
      const stores = pushStores(runtime, tables, configuration);
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
