import type { RecordingSource } from '../../calls/cdr.ts';
import type { RecordingLocation, RecordingUrl } from '../../recordings/archiver/recording-location.ts';
import type { PlatformApp, PlatformCall, PlatformClient } from './client.ts';
import type { Answered } from './transport.ts';

/**
 * The recording operation of one app, the same in every mode (`privatenumber_02_0007_3`). The platform answers with a
 * redirect, which is not followed.
 */
export const createRecordingUrl =
  (client: PlatformClient, app: PlatformApp): RecordingUrl =>
  (source) =>
    client.call(app, urlCall(source));

const urlCall = ({ fileName, domain }: RecordingSource): PlatformCall<RecordingLocation> => ({
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
