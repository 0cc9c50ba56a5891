import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Up to this length a file is held in memory and leaves in one request; most recordings are under 5 MB. */
const MOST_IN_MEMORY_BYTES = 8 * 1024 * 1024;

/** A received file at rest: in memory, or in a file that is read piece by piece. */
export type Content =
  | Readonly<{ kind: 'memory'; bytes: Buffer }>
  | Readonly<{
      kind: 'file';
      /** Fills `into` from `position` on as far as there is something; the count of bytes read. */
      read(into: Uint8Array, position: number): Promise<number>;
    }>;

/** Holds a download until every check has passed, so that nothing unchecked ever reaches the archive. */
export type Spool = Readonly<{
  write(chunk: Uint8Array): Promise<void>;
  content(): Content;
  /** Frees memory or disk. */
  close(): Promise<void>;
}>;

/** Files held in memory at once; beyond it even a small one goes to disk. */
const MOST_HELD = 4;

export type OpenSpool = (lengthBytes: number | undefined) => Promise<Spool>;

/**
 * Opens spools: memory for a known small length, else a file in `directory`. The file has no name any more as soon as it
 * is open, so even a killed process leaves nothing behind. A spool throws as `node:fs` does (no space, no permission).
 */
export const createSpools = (directory: string, newId: () => string): OpenSpool => {
  // Used again and again: fresh megabytes for each file would keep the garbage collector busier than anything else.
  const free: Buffer[] = [];
  let held = 0;
  return async (lengthBytes) => {
    if (lengthBytes === undefined || lengthBytes > MOST_IN_MEMORY_BYTES) return fileSpool(directory, newId());
    if (held === MOST_HELD) return fileSpool(directory, newId());
    held += 1;
    const buffer = free.pop() ?? Buffer.allocUnsafeSlow(MOST_IN_MEMORY_BYTES);
    return memorySpool(buffer, () => {
      held -= 1;
      free.push(buffer);
    });
  };
};

/** Node refuses bytes beyond the announced length, so the buffer never overflows. */
const memorySpool = (buffer: Buffer, released: () => void): Spool => {
  let filled = 0;
  return {
    async write(chunk) {
      buffer.set(chunk, filled);
      filled += chunk.byteLength;
    },
    content: () => ({ kind: 'memory', bytes: buffer.subarray(0, filled) }),
    async close() {
      released();
    },
  };
};

const fileSpool = async (directory: string, id: string): Promise<Spool> => {
  const path = join(directory, `recording-${id}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
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
