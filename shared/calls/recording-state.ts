import * as v from 'valibot';

/** `none`: the call was not recorded; `not-expected`: talk under 3 s, for which the platform keeps no file. */
export const RECORDING_STATUSES = ['none', 'not-expected', 'pending', 'archived', 'lost'] as const;
export type RecordingStatus = (typeof RECORDING_STATUSES)[number];

/** The archiving state of a CDR's recording; it lives on the CDR's item, so the two cannot disagree. */
export const RecordingState = v.object({
  status: v.picklist(RECORDING_STATUSES),
  attempts: v.number(),
  /** When the platform deletes the file: seven days after the earlier of call end and first receipt. */
  deadlineAt: v.optional(v.string()),
  archivedAt: v.optional(v.string()),
  sizeBytes: v.optional(v.number()),
  sha256: v.optional(v.string()),
  objectKey: v.optional(v.string()),
  /** Why the last attempt failed or the recording is lost; kebab-case, no free text. */
  reason: v.optional(v.string()),
  /** The reasons that make an archived recording suspect; kebab-case, no free text. */
  recordingNotes: v.optional(v.array(v.string())),
  /** Until when an archiver may be at work on it, or may have been when it was erased. */
  leaseUntil: v.optional(v.string()),
  /** When an operator last had it fetched again. */
  reopenedAt: v.optional(v.string()),
});
export type RecordingState = v.InferOutput<typeof RecordingState>;

/** The platform keeps recordings seven days from the push of the CDR (`privatenumber_02_0007_3`). */
export const KEPT_BY_PLATFORM_SECONDS = 7 * 24 * 3600;

/** Calls with less talk than this have no file (`privatenumber_02_0007_1`). */
export const LEAST_RECORDED_TALK_SECONDS = 3;
