import { recordingOf, recordingOfLeg } from '../../calls/assemble-call.ts';
import type { CallAudit } from '../../calls/call-audit.ts';
import type { CallRecords } from '../../calls/call-store.ts';
import type { RecordingState } from '../../calls/recording-state.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import { LINK_SECONDS, type RecordingLinks } from './recording-links.ts';

type Deps = Readonly<{ audit: CallAudit; links: RecordingLinks; logger: Logger; clock: Clock }>;

/** A link that opens until `expiresAt` (ISO 8601 UTC) without an API key. */
export type RecordingLink = Readonly<{
  url: string;
  expiresAt: string;
  contentType: string;
  sizeBytes: number | null;
  sha256: string | null;
}>;

/**
 * Makes a link to the archived recording of a call, or of one of its legs, the first being 1. The audit item that names `apiKeyName` is stored first: without it
 * nobody gets a link.
 *
 * @throws {AppError} `recording-pending`, `recording-lost`, `not-found` for a call or leg without one, `store-unavailable`.
 */
export const linkRecording = async (
  { audit, links, logger, clock }: Deps,
  records: CallRecords,
  { leg, apiKeyName }: Readonly<{ leg: number | undefined; apiKeyName: string }>,
): Promise<RecordingLink> => {
  const { objectKey, sizeBytes, sha256 } = archived(
    leg === undefined ? recordingOf(records) : recordingOfLeg(records, leg),
  );
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

/** One that is fetched once more has the former object until the new one takes its place; an erasure takes `archivedAt` away. */
const hasFormer = ({ status, archivedAt, objectKey }: RecordingState): boolean =>
  status === 'pending' && archivedAt !== undefined && objectKey !== undefined;

const archived = (recording: RecordingState | undefined): RecordingState & { objectKey: string } => {
  const status = recording && hasFormer(recording) ? 'archived' : (recording?.status ?? 'none');
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
