import type { Cdr } from '../../calls/cdr.ts';
import { type PlatformFailure, platformError, type Refused } from '../../kernel/platform-outcome.ts';
import type { PlatformFault } from '../store/failure.ts';
import type { RecordingUrl } from './recording-location.ts';

export type Located =
  | Readonly<{ kind: 'url'; url: string }>
  | Readonly<{
      kind: 'failed';
      fault: PlatformFault | 'no-source';
      retryAfterSeconds?: number | undefined;
      cause?: unknown;
    }>;

/**
 * Finds where to download a CDR's recording from: asks the platform, or takes the CDR's own link when it names no domain.
 */
export const locate = async (
  { recording, recordingUrl }: Cdr,
  askPlatform: RecordingUrl,
): Promise<Located> => {
  if (recording === undefined || recording.domain === '' || recording.fileName === '')
    return recordingUrl ? { kind: 'url', url: recordingUrl } : { kind: 'failed', fault: 'no-source' };
  const result = await askPlatform(recording);
  if (result.kind !== 'ok') return { kind: 'failed', ...troubleOf(result) };
  return result.value.kind === 'url' ? result.value : { kind: 'failed', fault: 'not-found' };
};

const troubleOf = (failure: PlatformFailure): Omit<Extract<Located, { kind: 'failed' }>, 'kind'> => {
  switch (failure.kind) {
    case 'held-back': {
      // Nothing was asked: the run goes on with the next recording, as after any failure of the store.
      if (failure.by === 'gate') throw platformError(failure);
      const fault = failure.by === 'lock-out' ? 'locked-out' : 'throttled';
      return { fault, retryAfterSeconds: failure.retryAfterSeconds };
    }
    case 'unanswered':
    case 'inconclusive':
      return { fault: 'platform-unanswered', cause: failure.cause };
    case 'not-offered':
      return { fault: 'platform-refused' };
    case 'refused':
      return { fault: faultOf(failure), retryAfterSeconds: failure.retryAfterSeconds };
  }
};

const faultOf = ({ class: kind, problem }: Refused): PlatformFault => {
  if (problem === 'platform-locked-out') return 'locked-out';
  if (problem === 'account-suspended' || kind === 'account') return 'account-suspended';
  if (kind === 'throttled') return 'throttled';
  return kind === 'auth' ? 'credentials-refused' : 'platform-refused';
};
