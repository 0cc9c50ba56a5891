import type { PlatformResult } from '../../kernel/platform-outcome.ts';
import type { PlatformApp, PlatformClient } from './client.ts';

/** Releases both legs of a call. `already-ended`: the platform has no such call any more, or never had. */
export type CallStop = (sessionId: string) => Promise<PlatformResult<'stopped' | 'already-ended'>>;

/** The code for an unknown session; the pages do not state the one for a call that is over. */
const UNKNOWN_SESSION = '1020152';

/** Terminate call for one app, the same in every mode (`rtc_05_0007`). Stopping twice is harmless, so it is repeated. */
export const createCallStop =
  (client: PlatformClient, app: PlatformApp): CallStop =>
  (sessionId) =>
    client.call(app, {
      operation: 'call.stop',
      method: 'POST',
      path: '/rest/httpsessions/callStop/v2.0',
      // Events write `sessionId`, this operation does not.
      body: { sessionid: sessionId, signal: 'call_stop' },
      idempotent: true,
      success: 'result',
      read: () => 'stopped',
      // This operation answers 500 to mistakes of the client as well.
      none: { codes: [UNKNOWN_SESSION], value: 'already-ended', httpStatus: 500 },
    });
