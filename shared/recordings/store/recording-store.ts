import type { Content } from './spool.ts';

/** What is written beside the sound; a value that is not known is left out. */
export type RecordingFacts = Readonly<{
  callId: string;
  bindingId: string | undefined;
  talkSeconds: number | undefined;
  /** What makes it suspect; empty for nearly all. */
  notes: readonly string[];
}>;

export type RecordingObject = Readonly<{
  objectKey: string;
  content: Content;
  sizeBytes: number;
  /** Hex. */
  sha256: string;
  facts: RecordingFacts;
  /** What is there gives way: an operator had the recording fetched again. */
  replaces: boolean;
}>;

export type Put =
  | Readonly<{ kind: 'stored' }>
  /** Something is there under that key, with that content; nothing was changed. */
  | Readonly<{ kind: 'already-there'; sizeBytes: number; sha256: string | undefined }>;

export interface RecordingStore {
  /**
   * Writes a recording once: what is there is not overwritten, as far as the store can tell, unless it `replaces` it.
   *
   * @throws {AppError} `store-unavailable`: nothing is known; repeating is safe.
   */
  put(recording: RecordingObject): Promise<Put>;
  /**
   * Deletes the object under that key, if there is one.
   *
   * @throws {AppError} `store-unavailable`: it may still be there; repeating is safe.
   */
  remove(objectKey: string): Promise<void>;
}
