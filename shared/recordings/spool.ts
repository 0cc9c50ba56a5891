import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Up to this length a file is held in memory and leaves in one request; most recordings are under 5 MB. */
export const MOST_IN_MEMORY_BYTES = 8 * 1024 * 1024;

/** A received file at rest: in memory, or in a file that is read piece by piece. */
export type Content =
  | Readonly<{ kind: 'memory'; bytes: Buffer }>
  | Readonly<{
      kind: 'file';
      /** Fills `into` from `position` on as far as there is something; the count of bytes read. */
      read(into: Uint8Array, position: number): Promise<number>;
    }>;

/** Where a download waits until every check has passed, so that nothing unchecked ever reaches the archive. */
export type Spool = Readonly<{
  write(chunk: Uint8Array): Promise<void>;
  content(): Content;
  /** Frees memory or disk. */
  close(): Promise<void>;
}>;

/**
 * Opens a spool: memory for a known small length, else a file on local disk. The file has no name any more as soon as it
 * is open, so even a killed process leaves nothing behind.
 *
 * @throws {Error} as `node:fs` does, on opening and on writing: no space, no permission.
 */
export const openSpool = async (
  lengthBytes: number | undefined,
  directory: string,
  newId: () => string,
): Promise<Spool> => {
  if (lengthBytes !== undefined && lengthBytes <= MOST_IN_MEMORY_BYTES) return memorySpool(lengthBytes);
  const path = join(directory, `recording-${newId()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return fileSpool(file);
};

/** Node refuses bytes beyond the announced length, so the buffer never overflows. */
const memorySpool = (lengthBytes: number): Spool => {
  let bytes = Buffer.allocUnsafeSlow(lengthBytes);
  let filled = 0;
  return {
    async write(chunk) {
      bytes.set(chunk, filled);
      filled += chunk.byteLength;
    },
    content: () => ({ kind: 'memory', bytes: bytes.subarray(0, filled) }),
    async close() {
      bytes = Buffer.alloc(0);
    },
  };
};

const fileSpool = (file: FileHandle): Spool => {
  let end = 0;
  return {
    async write(chunk) {
      for (let done = 0; done < chunk.byteLength; ) {
        const { bytesWritten } = await file.write(chunk, done, chunk.byteLength - done, end);
        done += bytesWritten;
        end += bytesWritten;
      }
    },
    content: () => ({
      kind: 'file',
      async read(into, position) {
        let filled = 0;
        for (;;) {
          const { bytesRead } = await file.read(into, filled, into.byteLength - filled, position + filled);
          filled += bytesRead;
          if (bytesRead === 0 || filled === into.byteLength) return filled;
        }
      },
    }),
    close: () => file.close(),
  };
};
