import { gunzipSync } from 'node:zlib';

/** As large as a push may be that comes unpacked. */
const MAX_UNPACKED_BYTES = 1024 * 1024;

/**
 * The bytes, unpacked where they are gzip whatever the headers say; no JSON begins with these two bytes. As they came when
 * they do not unpack, or to more than 1 MiB.
 */
export const unpacked = (bytes: Uint8Array): Uint8Array => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch {
    return bytes;
  }
};
