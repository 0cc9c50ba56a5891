import type { Content } from './spool.ts';

/** The metadata that is written beside the sound; an unknown value is left out. */
export type RecordingFacts = Readonly<{
  callId: string;
  bindingId: string | undefined;
  talkSeconds: number | undefined;
  /** The reasons why it is suspect; empty for nearly all. */
  notes: readonly string[];
}>;

export type RecordingObject = Readonly<{
  objectKey: string;
  content: Content;
  sizeBytes: number;
  /** Hex. */
  sha256: string;
  facts: RecordingFacts;
  /** It replaces the object that is there: an operator had the recording fetched again. */
  replaces: boolean;
}>;

export type Put =
  | Readonly<{ kind: 'stored' }>
  /** Something is there under that key, with that content; nothing was changed. */
  | Readonly<{ kind: 'already-there'; sizeBytes: number; sha256: string | undefined }>;

export interface RecordingStore {
  /**
   * Writes a recording once: an object that is there is not overwritten, as far as the store knows, unless it `replaces` it.
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
