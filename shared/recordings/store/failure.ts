import type { WaveFault } from '../wave/wav-chunks.ts';

/** Why a download gave no file. `http-<status>` is an answer other than 200 and 3xx. */
export type DownloadFault =
  | 'bad-url'
  | 'plain-http'
  | 'address-refused'
  | 'name-not-resolved'
  | 'certificate-refused'
  | 'pin-mismatch'
  | 'connection-failed'
  | 'idle-time-out'
  | 'total-time-out'
  | 'redirected'
  | `http-${number}`
  | 'wrong-content-type'
  | 'encoded'
  | 'too-large'
  | 'cut-short';

/** Why the platform named no place to download from. */
export type PlatformFault =
  | 'not-found'
  | 'platform-unanswered'
  | 'platform-refused'
  | 'credentials-refused'
  | 'account-suspended'
  | 'locked-out'
  | 'throttled';

/** Why the work item itself, or our own side, stood in the way. */
export type OwnFault =
  | 'no-source'
  | 'unreadable-item'
  | 'unknown-app'
  | 'store-unavailable'
  | 'object-conflict'
  | 'no-disk-space'
  | 'out-of-time'
  | 'internal-error';

/** Why a recording is not archived (yet): stored on the item, shown to callers and counted. Never free text. */
export type Fault = DownloadFault | WaveFault | PlatformFault | OwnFault;
