import { createHash } from 'node:crypto';
import type { DownloadSink } from '../download/download.ts';
import type { Fault } from '../store/failure.ts';
import type { Content, OpenSpool, Spool } from '../store/spool.ts';
import { createWaveCheck, type Wave } from '../wave/wav.ts';
import type { WaveFault } from '../wave/wav-chunks.ts';

/** A file that came whole: its bytes, their SHA-256 in hex, and what its header says. */
export type Checked = Readonly<{
  kind: 'checked';
  content: Content;
  sizeBytes: number;
  sha256: string;
  wave: Wave;
  /** The fault in spite of which the file was taken. */
  despite?: WaveFault;
}>;

/** How strictly a file is judged after its last byte. */
export type IntakeTerms = Readonly<{
  /** The sender said where the file ends, and there it ended. */
  endKnown: boolean;
  /** Takes a file whose lengths contradict each other as long as none of its sound is missing. */
  lenient: boolean;
}>;

/** Takes one download in: checks, hashes and spools it in one pass. */
export type FileIntake = Readonly<{
  sink: DownloadSink;
  /** The verdict after the last byte. */
  finish(terms: IntakeTerms): Checked | Readonly<{ kind: 'failed'; fault: Fault }>;
  /** Frees the spool; to be called in every case. */
  close(): Promise<void>;
}>;

/** Makes the intake of one download. */
export const createFileIntake = (openSpool: OpenSpool): FileIntake => {
  const hash = createHash('sha256');
  const check = createWaveCheck();
  let spool: Spool | undefined;
  let sizeBytes = 0;
  /** Why bytes that were checked are not in the spool. */
  let unwritten: Fault | undefined;
  return {
    sink: {
      begin: (lengthBytes) =>
        onDisk(async () => {
          spool = await openSpool(lengthBytes);
        }),
      async write(chunk) {
        hash.update(chunk);
        sizeBytes += chunk.byteLength;
        const fault = check.push(chunk);
        if (fault !== undefined) return fault;
        unwritten ??= await onDisk(async () => spool?.write(chunk));
        return unwritten;
      },
    },
    finish({ endKnown, lenient }) {
      const verdict = check.end(endKnown);
      const wave = verdict.kind === 'complete' ? verdict : lenient ? verdict.sound : undefined;
      const fault = verdict.kind === 'faulty' ? verdict.fault : undefined;
      if (unwritten !== undefined) return { kind: 'failed', fault: unwritten };
      if (wave === undefined || spool === undefined) return { kind: 'failed', fault: fault ?? 'empty' };
      const checked = { content: spool.content(), sizeBytes, sha256: hash.digest('hex'), wave };
      return { kind: 'checked', ...checked, ...(fault === undefined ? {} : { despite: fault }) };
    },
    close: async () => spool?.close(),
  };
};

/** A full disk passes when the other downloads of this run have ended. */
const onDisk = async (work: () => Promise<unknown>): Promise<Fault | undefined> => {
  try {
    await work();
    return undefined;
  } catch (error) {
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    return full ? 'no-disk-space' : 'internal-error';
  }
};
