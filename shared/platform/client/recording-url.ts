import type { PlatformResult } from '../../kernel/platform-outcome.ts';
import type { PlatformApp, PlatformCall, PlatformClient } from './client.ts';
import type { Answered } from './transport.ts';

/** The names of a recording's file as its CDR has them (`recordObjectName`, `recordDomain`). */
export type RecordingFile = Readonly<{ fileName: string; domain: string }>;

/**
 * Where a recording can be fetched, without credentials and soon: the address is a secret in itself and expires.
 * `not-found`: not there yet, or deleted seven days after its CDR; arrears look the same.
 */
export type RecordingLocation = Readonly<{ kind: 'url'; url: string }> | Readonly<{ kind: 'not-found' }>;

/** Asks where a recording is. The platform answers with a redirect, which is not followed. */
export type RecordingUrl = (file: RecordingFile) => Promise<PlatformResult<RecordingLocation>>;

/** The recording operation of one app, the same in every mode (`privatenumber_02_0007_3`). */
export const createRecordingUrl =
  (client: PlatformClient, app: PlatformApp): RecordingUrl =>
  (file) =>
    client.call(app, urlCall(file));

const urlCall = ({ fileName, domain }: RecordingFile): PlatformCall<RecordingLocation> => ({
  operation: 'recording.getUrl',
  method: 'GET',
  path: '/rest/provision/voice/record/v1.0',
  query: { fileName, recordDomain: domain },
  idempotent: true,
  success: 'redirect',
  read: locationOf,
  none: { codes: ['1012007'], value: { kind: 'not-found' } },
});

const locationOf = ({ location = '' }: Answered): RecordingLocation | undefined =>
  URL.canParse(location) && /^https?:$/.test(new URL(location).protocol)
    ? { kind: 'url', url: location }
    : undefined;
