/** How long a link to a recording opens. */
export const LINK_SECONDS = 15 * 60;

/** Makes links to archived recordings that open for a quarter of an hour without any further authorisation. */
export interface RecordingLinks {
  /** `signedAt` is the moment from which the link counts. */
  link(objectKey: string, signedAt: Date): Promise<string>;
}
