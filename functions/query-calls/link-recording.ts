import { recordingOf } from '../../shared/calls/assemble-call.ts';
import type { CallAudit } from '../../shared/calls/call-audit.ts';
import type { CallRecords } from '../../shared/calls/call-store.ts';
import type { RecordingState } from '../../shared/calls/recording-state.ts';
import { assertNever } from '../../shared/kernel/assert-never.ts';
import { addSeconds, type Clock, iso } from '../../shared/kernel/clock.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { LINK_SECONDS, type RecordingLinks } from '../../shared/recordings/store/recording-links.ts';

type Deps = Readonly<{ audit: CallAudit; links: RecordingLinks; logger: Logger; clock: Clock }>;

export type RecordingLink = Readonly<{
  url: string;
  expiresAt: string;
  contentType: string;
  sizeBytes: number | null;
  sha256: string | null;
}>;

/**
 * A link to the archived recording of a call. That `apiKeyName` got it is noted first: without a note there is no link.
 *
 * @throws {AppError} `recording-pending`, `recording-lost`, `not-found` for a call without one, `store-unavailable`.
 */
export const linkRecording = async (
  { audit, links, logger, clock }: Deps,
  records: CallRecords,
  apiKeyName: string,
): Promise<RecordingLink> => {
  const { objectKey, sizeBytes, sha256 } = archived(recordingOf(records));
  const signedAt = clock();
  const expiresAt = iso(addSeconds(signedAt, LINK_SECONDS));
  const { callId } = records;
  await audit.recordingLinked({ callId, apiKeyName, at: iso(signedAt), expiresAt });
  logger.info('recording-linked', { callId, apiKeyName, expiresAt });
  const url = await links.link(objectKey, signedAt);
  return { url, expiresAt, contentType: 'audio/wav', sizeBytes: sizeBytes ?? null, sha256: sha256 ?? null };
};

const LOST = {
  erased: 'the recording was erased',
  missed: 'the recording could not be fetched before the platform deleted it',
} as const;

const archived = (recording: RecordingState | undefined): RecordingState & { objectKey: string } => {
  const status = recording?.status ?? 'none';
  switch (status) {
    case 'pending':
      throw new AppError('recording-pending', 'the recording is still being fetched from the platform');
    case 'lost':
      throw new AppError('recording-lost', LOST[recording?.reason === 'erased' ? 'erased' : 'missed']);
    case 'none':
    case 'not-expected':
      throw new AppError('not-found', 'this call has no recording');
    case 'archived': {
      const objectKey = recording?.objectKey;
      if (recording === undefined || objectKey === undefined)
        throw new AppError('internal-error', 'an archived recording has no object key');
      return { ...recording, objectKey };
    }
    default:
      return assertNever(status);
  }
};
