import { createHash } from 'node:crypto';
import type { DownloadSink } from './download.ts';
import type { Fault } from './failure.ts';
import type { Content, OpenSpool, Spool } from './spool.ts';
import { createWaveCheck, type Wave } from './wav.ts';

/** A file that came whole: its bytes, their SHA-256 in hex, and what its header says. */
export type Checked = Readonly<{ kind: 'checked'; content: Content; sha256: string; wave: Wave }>;

/** Takes one download in: checks, hashes and spools it in one pass. */
export type Intake = Readonly<{
  sink: DownloadSink;
  /** The verdict after the last byte. */
  finish(): Checked | Readonly<{ kind: 'failed'; fault: Fault }>;
  /** Frees the spool; to be called in every case. */
  close(): Promise<void>;
}>;

export const createIntake = (openSpool: OpenSpool): Intake => {
  const hash = createHash('sha256');
  const check = createWaveCheck();
  let spool: Spool | undefined;
  return {
    sink: {
      begin: (lengthBytes) =>
        onDisk(async () => {
          spool = await openSpool(lengthBytes);
        }),
      async write(chunk) {
        hash.update(chunk);
        return check.push(chunk) ?? onDisk(async () => spool?.write(chunk));
      },
    },
    finish() {
      const wave = check.end();
      if (wave.kind === 'faulty') return { kind: 'failed', fault: wave.fault };
      if (spool === undefined) return { kind: 'failed', fault: 'empty' };
      return { kind: 'checked', content: spool.content(), sha256: hash.digest('hex'), wave };
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
