import { tmpdir } from 'node:os';
import { findBindingIdOfCall } from '../../shared/bindings/dynamo/find-binding-id.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { recordingUrls } from '../../shared/platform/platforms.ts';
import { createArchive } from '../../shared/recordings/archiver/archive.ts';
import { createRunArchiver } from '../../shared/recordings/archiver/run-archiver.ts';
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
import { composePlatform } from '../../shared/runtime/compose/compose-platform.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import type { Settings } from '../../shared/runtime/environment.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

/** Parts that a test may put in the place of the real ones. */
export type Replacements = Readonly<{
  s3?: ReturnType<typeof createS3Client>;
  download?: Pick<DownloadSettings, 'lookup' | 'limits'>;
}>;

const VARIABLES = ['BINDINGS_TABLE', 'CALLS_TABLE', 'NUMBERS_TABLE', 'RECORDINGS_BUCKET'] as const;

/** Every minute, once a shard: copies recordings from the platform into the archive. */
export const compose = (runtime: Runtime, { s3, download = {} }: Replacements = {}) =>
  composeFunction(runtime, { variables: VARIABLES, whenUnreadable: untilFilled(runtime) }, (composition) => {
    const access = composeStoreAccess(composition);
    const { documents, variables, settings, apps, newId, sealer, lookup, logger } = access;
    const bindings = { documents, table: variables.BINDINGS_TABLE, lookup };
    const urls = recordingUrls(composePlatform(access).client, apps);
    const downloadOf = downloads(settings, logger, download);
    const sources = new Map(
      apps.flatMap((app) => {
        const recordingUrl = urls.get(app.name);
        return recordingUrl === undefined
          ? []
          : [[app.name, { recordingUrl, download: downloadOf(app) }] as const];
      }),
    );
    const objects = s3 ?? createS3Client({ pathStyle: settings.s3PathStyle });
    const archive = createArchive({
      ...access,
      sourceOf: (app) => sources.get(app),
      bindingOf: (cdr) => findBindingIdOfCall(bindings, cdr),
      store: createS3RecordingStore(objects, variables.RECORDINGS_BUCKET),
      openSpool: createSpools(tmpdir(), newId),
    });
    const work = createDynamoRecordingWork(documents, variables.CALLS_TABLE, sealer, settings);
    const run = createRunArchiver({ ...access, work, archive });
    return createHandler({ run, shards: settings.recordingShards, logger });
  });

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

export const handler = await lambdaHandler(compose);
