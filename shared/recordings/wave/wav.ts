import { newWaveReading, take, type WaveFault, type WaveFormat, type WaveReading } from './wav-chunks.ts';
import { judgeLengths, type Lengths } from './wav-lengths.ts';

export type Wave = Readonly<{
  kind: 'complete';
  format: WaveFormat;
  /** Bytes of sound, header excluded. */
  soundBytes: number;
  /** `undefined` when the header names no data rate. */
  seconds: number | undefined;
  /** The header leaves a length open, as writers to a pipe do. */
  openLength: boolean;
}>;

/** `sound`: the file is not as it should be, but nothing of what it promises is missing. */
export type FaultyWave = Readonly<{ kind: 'faulty'; fault: WaveFault; sound?: Wave }>;

export type WaveCheck = Readonly<{
  /** Takes the next bytes; a fault as soon as one is certain, so that a long wrong download can end early. */
  push(bytes: Uint8Array): WaveFault | undefined;
  /** The verdict once everything has been pushed; `endKnown`: the sender said where the file ends, and there it ended. */
  end(endKnown: boolean): Wave | FaultyWave;
}>;

/**
 * Checks a RIFF/WAVE file while it streams by, holding a few bytes only. Complete means: a RIFF header whose length is
 * the length received, whole chunks up to exactly there, a `fmt ` chunk before the sound, and some sound. A length may be
 * left open where something else tells that the file is whole. Any format passes; {@link isPlatformFormat} knows the
 * expected one. Sources: Multimedia Programming Interface and Data Specifications 1.0 (RIFF), RFC 2361 (format tags).
 */
export const createWaveCheck = (): WaveCheck => {
  const reading = newWaveReading();
  return {
    push(bytes) {
      let at = 0;
      while (at < bytes.byteLength && reading.fault === undefined) at += take(reading, bytes.subarray(at));
      return reading.fault;
    },
    end: (endKnown) => verdictOn(reading, endKnown),
  };
};

/** The order matters: the first fault found is the one that says most. */
const verdictOn = (reading: WaveReading, endKnown: boolean): Wave | FaultyWave => {
  const { received, riffBytes, format, fault } = reading;
  if (fault !== undefined) return { kind: 'faulty', fault };
  if (received === 0) return { kind: 'faulty', fault: 'empty' };
  if (riffBytes === undefined) return { kind: 'faulty', fault: 'not-wave' };
  const lengths = judgeLengths(lengthsOf(reading, riffBytes), endKnown);
  const wave = format === undefined ? undefined : waveOf(format, lengths);
  if (!lengths.fit)
    return { kind: 'faulty', fault: 'wave-length', ...(lengths.soundIsWhole && wave ? { sound: wave } : {}) };
  if (format === undefined) return { kind: 'faulty', fault: 'wave-format' };
  return wave ?? { kind: 'faulty', fault: 'no-sound' };
};

const lengthsOf = (
  { received, part, held, skip, padded, inSound, sound }: WaveReading,
  riffBytes: number,
): Lengths => {
  const pad = padded ? 1 : 0;
  const open = sound !== undefined && 'openAt' in sound;
  const missing = inSound && !open ? Math.max(0, skip - pad) : 0;
  return {
    received,
    riffBytes,
    openAt: open ? sound.openAt : undefined,
    soundBytes: open ? received - sound.openAt : (sound?.bytes ?? 0) - missing,
    soundIsCut: missing > 0,
    endsWithChunk: part === 'chunk' && held.byteLength === 0 && skip <= pad,
    lastPad: padded ? (skip === 0 ? 'here' : 'left-out') : 'none',
  };
};

const waveOf = (
  format: WaveFormat,
  { soundBytes, openLength }: Pick<Wave, 'soundBytes' | 'openLength'>,
): Wave | undefined =>
  soundBytes <= 0
    ? undefined
    : {
        kind: 'complete',
        format,
        soundBytes,
        seconds: format.bytesPerSecond > 0 ? soundBytes / format.bytesPerSecond : undefined,
        openLength,
      };

/** The platform's own format: A-law (tag 6), 8000 Hz, mono, 64 kbit/s (`privatenumber_02_0007_1`). */
export const isPlatformFormat = (format: WaveFormat): boolean =>
  format.tag === 6 &&
  format.channels === 1 &&
  format.samplesPerSecond === 8000 &&
  format.bytesPerSecond === 8000 &&
  format.bitsPerSample === 8;
