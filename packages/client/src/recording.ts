import { createHash } from 'node:crypto';
import type { Call } from './call.ts';

/** The audio of one call, or of one leg of it. */
export type Recording = Readonly<{
  bytes: Uint8Array;
  contentType: string;
  /** Of the bytes, in hexadecimal. */
  sha256: string;
  /** False where the archive has no SHA-256 to compare with. */
  isVerified: boolean;
}>;

/** Which recording, and for how long. */
export type RecordingOptions = Readonly<{
  /** The leg of a call that has several, from 0. Default: the first with a recording. */
  leg?: number;
  signal?: AbortSignal;
  /** For the file of one attempt. Default: 120. */
  timeoutSeconds?: number;
}>;

/** The archive gave a link, and the file behind it could not be had whole. The link is in neither message nor cause. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/** A link opens for some minutes only, and a download may be cut, so a second one starts from a fresh link. */
const ATTEMPTS = 2;

/** See `Client.recording`. */
export const downloadRecording = async (
  get: Call<'get'>,
  callId: string,
  { leg, signal, timeoutSeconds = 120 }: RecordingOptions = {},
): Promise<Recording> => {
  let failure: RecordingError | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const link = await get('/calls/{callId}/recording', {
      params: { path: { callId }, query: leg === undefined ? {} : { leg } },
      ...(signal === undefined ? {} : { signal }),
    });
    const ends = [AbortSignal.timeout(timeoutSeconds * 1000), ...(signal === undefined ? [] : [signal])];
    const file = await download(link.url, AbortSignal.any(ends));
    signal?.throwIfAborted();
    const checked = file instanceof RecordingError ? file : check(file, link);
    if (!(checked instanceof RecordingError)) return checked;
    failure = checked;
  }
  throw failure ?? new RecordingError('the recording was not asked for');
};

/** The storage gets no key of ours: the link alone opens. */
const download = async (url: string, signal: AbortSignal): Promise<Uint8Array | RecordingError> => {
  try {
    const response = await fetch(url, { signal, redirect: 'error' });
    if (!response.ok) return new RecordingError(`the archive answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    return new RecordingError('the download was cut', { cause });
  }
};

const check = (
  bytes: Uint8Array,
  link: Readonly<{ contentType: string; sizeBytes: number | null; sha256: string | null }>,
): Recording | RecordingError => {
  if (link.sizeBytes !== null && link.sizeBytes !== bytes.byteLength)
    return new RecordingError(`the file has ${bytes.byteLength} bytes and not ${link.sizeBytes}`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (link.sha256 !== null && link.sha256 !== sha256)
    return new RecordingError('the file has another SHA-256 than the archive noted');
  return { bytes, contentType: link.contentType, sha256, isVerified: link.sha256 !== null };
};
