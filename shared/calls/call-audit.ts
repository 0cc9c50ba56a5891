/** Somebody got a link to a recording. */
export type RecordingAccess = Readonly<{ callId: string; apiKeyName: string; at: string; expiresAt: string }>;

/** Persists who could listen to which call. */
export interface CallAudit {
  /** @throws {AppError} `store-unavailable`: nothing is persisted, so no link may be handed out. */
  recordingLinked(access: RecordingAccess): Promise<void>;
}
