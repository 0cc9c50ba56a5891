import { tmpdir } from 'node:os';
import type { Context } from 'aws-lambda';
import { createDynamoBindingStore } from '../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { createBindingLookup } from '../../shared/bindings/read/binding-lookup.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { createDynamoPlatformGate } from '../../shared/platform/gate/dynamo-platform-gate.ts';
import { connectPlatform, recordingUrls } from '../../shared/platform/platforms.ts';
import { createArchive } from '../../shared/recordings/archiver/archive.ts';
import { type ArchiverReport, createRunArchiver } from '../../shared/recordings/archiver/run-archiver.ts';
import {
  createDownload,
  type Download,
  type DownloadSettings,
} from '../../shared/recordings/download/download.ts';
import { createProxyTunnel } from '../../shared/recordings/download/proxy-tunnel.ts';
import { createDynamoRecordingWork } from '../../shared/recordings/store/dynamo-recording-work.ts';
import { createS3Client } from '../../shared/recordings/store/s3-client.ts';
import { createS3RecordingStore } from '../../shared/recordings/store/s3-recording-store.ts';
import { createSpools } from '../../shared/recordings/store/spool.ts';
import type { App } from '../../shared/runtime/apps.ts';
import { readSettings, readVariables, type Settings } from '../../shared/runtime/environment.ts';
import { loggerOf, type Runtime } from '../../shared/runtime/runtime.ts';
import { withConfiguration } from '../../shared/runtime/with-configuration.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { createHandler } from './handler.ts';

/** What a test may put in the place of the real thing. */
export type Replacements = Readonly<{
  s3?: ReturnType<typeof createS3Client>;
  download?: Pick<DownloadSettings, 'lookup' | 'limits'>;
  /** Waits between the attempts of one platform call. */
  sleep?: (waitMs: number) => Promise<void>;
}>;

/** Builds the function in `runtime`. */
export const compose = (
  runtime: Runtime,
  { s3, download = {}, sleep }: Replacements = {},
): ((event: unknown, context: Context) => Promise<ArchiverReport>) => {
  const { environment, clock, newId, random } = runtime;
  const variables = readVariables(environment, [
    'CONFIG_URI',
    'BINDINGS_TABLE',
    'CALLS_TABLE',
    'NUMBERS_TABLE',
    'RECORDINGS_BUCKET',
  ]);
  const settings = readSettings(environment);
  const logger = loggerOf(runtime);
  const documents = runtime.documents();
  const objects = s3 ?? createS3Client({ pathStyle: settings.s3PathStyle });
  const gate = createDynamoPlatformGate({ documents, table: variables.NUMBERS_TABLE, clock });
  const client = connectPlatform({
    settings,
    gate,
    clock,
    newNonce: newId,
    random,
    logger,
    ...(sleep === undefined ? {} : { sleep }),
  });
  const downloadOf = downloads(settings, logger, download);

  return withConfiguration(
    { uri: variables.CONFIG_URI, clock, logger: loggerOf(runtime) },
    ({ apps, dataKeys, lookupKey }) => {
      const keys = { sealer: createSealer(dataKeys), lookup: createLookupKeys(lookupKey) };
      const bindings = createBindingLookup(
        createDynamoBindingStore({ documents, table: variables.BINDINGS_TABLE, ...keys }),
      );
      const urls = recordingUrls(client, apps);
      const sources = new Map(
        apps.flatMap((app) => {
          const recordingUrl = urls.get(app.name);
          return recordingUrl === undefined
            ? []
            : [[app.name, { recordingUrl, download: downloadOf(app) }] as const];
        }),
      );
      const archive = createArchive({
        sourceOf: (app) => sources.get(app),
        bindingOf: (app, subscriptionId) => bindings.bySubscription(app, subscriptionId),
        store: createS3RecordingStore(objects, variables.RECORDINGS_BUCKET),
        lookup: keys.lookup,
        openSpool: createSpools(tmpdir(), newId),
      });
      const work = createDynamoRecordingWork(documents, variables.CALLS_TABLE, keys.sealer);
      const run = createRunArchiver({ work, archive, clock, newId, logger });
      return createHandler({ run, shards: settings.recordingShards, logger });
    },
  );
};

/** Downloads of one app under its own exceptions; every use of one is a line and a count. */
const downloads = (
  { httpsProxy, noProxy }: Settings,
  logger: Logger,
  replaced: Pick<DownloadSettings, 'lookup' | 'limits'>,
): ((app: App) => Download) => {
  const tunnel = httpsProxy === undefined ? undefined : createProxyTunnel(httpsProxy, noProxy);
  return ({ name, downloadHosts }) =>
    createDownload({
      hosts: downloadHosts,
      onException: (host, used) => {
        logger.warn('download-exception-used', { app: name, host, used });
        logger.metrics({ downloadExceptions: 1 }, { used });
      },
      tunnel,
      ...replaced,
    });
};
