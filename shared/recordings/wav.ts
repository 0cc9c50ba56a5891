/** Why bytes are no complete WAVE file. `wave-length`: the lengths inside do not fit the bytes received. */
export type WaveFault = 'empty' | 'not-wave' | 'wave-format' | 'wave-length' | 'no-sound';

/** The `fmt ` chunk, as far as it matters here. */
export type WaveFormat = Readonly<{
  tag: number;
  channels: number;
  samplesPerSecond: number;
  bytesPerSecond: number;
  bitsPerSample: number;
}>;

export type Wave = Readonly<{
  kind: 'complete';
  format: WaveFormat;
  /** Bytes of sound, header excluded. */
  soundBytes: number;
  /** `undefined` when the header names no data rate. */
  seconds: number | undefined;
}>;

export type WaveCheck = Readonly<{
  /** Takes the next bytes; a fault as soon as one is certain, so that a long wrong download can end early. */
  push(bytes: Uint8Array): WaveFault | undefined;
  /** The verdict once everything has been pushed. */
  end(): Wave | Readonly<{ kind: 'faulty'; fault: WaveFault }>;
}>;

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const LEAST_FORMAT_BYTES = 16;
const MOST_FORMAT_BYTES = 4096;

/** What has been read so far, and what is being waited for. */
type Reading = {
  part: 'riff' | 'chunk' | 'format';
  /** Bytes of `part`, and those of them that are here. */
  wanted: number;
  held: Buffer;
  /** Bytes that need no look: sound, unknown chunks, pad bytes. */
  skip: number;
  /** The last chunk has an odd length, hence a pad byte, which some writers leave out at the very end. */
  padded: boolean;
  received: number;
  /** Where the file has to end, by its RIFF header. */
  riffEnd: number | undefined;
  format: WaveFormat | undefined;
  soundBytes: number | undefined;
  fault: WaveFault | undefined;
};

const NONE = Buffer.alloc(0);

/**
 * Checks a RIFF/WAVE file while it streams by, holding a few bytes only. Complete means: a RIFF header whose length is
 * the length received, whole chunks up to exactly there, a `fmt ` chunk before the sound, and some sound. Any format
 * passes; {@link isPlatformFormat} knows the expected one. Sources: Multimedia Programming Interface and Data
 * Specifications 1.0 (RIFF), RFC 2361 (format tags).
 */
export const createWaveCheck = (): WaveCheck => {
  const reading: Reading = {
    part: 'riff',
    wanted: RIFF_HEADER_BYTES,
    held: NONE,
    skip: 0,
    padded: false,
    received: 0,
    riffEnd: undefined,
    format: undefined,
    soundBytes: undefined,
    fault: undefined,
  };
  return {
    push(bytes) {
      let at = 0;
      while (at < bytes.byteLength && reading.fault === undefined) at += take(reading, bytes.subarray(at));
      reading.received += bytes.byteLength;
      if (reading.riffEnd !== undefined && reading.received > reading.riffEnd + 1)
        reading.fault ??= 'wave-length';
      return reading.fault;
    },
    end() {
      const fault = reading.fault ?? faultAtEnd(reading);
      if (fault !== undefined) return { kind: 'faulty', fault };
      const { format, soundBytes } = reading;
      if (format === undefined || soundBytes === undefined) return { kind: 'faulty', fault: 'wave-format' };
      const seconds = format.bytesPerSecond > 0 ? soundBytes / format.bytesPerSecond : undefined;
      return { kind: 'complete', format, soundBytes, seconds };
    },
  };
};

/** Uses some of `bytes` and says how many. */
const take = (reading: Reading, bytes: Uint8Array): number => {
  if (reading.skip > 0) {
    const skipped = Math.min(reading.skip, bytes.byteLength);
    reading.skip -= skipped;
    return skipped;
  }
  const taken = bytes.subarray(0, reading.wanted - reading.held.byteLength);
  reading.held = Buffer.concat([reading.held, taken]);
  if (reading.held.byteLength === reading.wanted) {
    const { held } = reading;
    reading.held = NONE;
    reading.fault = READERS[reading.part](reading, held);
  }
  return taken.byteLength;
};

const expect = (reading: Reading, part: Reading['part'], wanted: number): void => {
  reading.part = part;
  reading.wanted = wanted;
};

const readRiff = (reading: Reading, held: Buffer): WaveFault | undefined => {
  if (held.toString('latin1', 0, 4) !== 'RIFF' || held.toString('latin1', 8, 12) !== 'WAVE')
    return 'not-wave';
  reading.riffEnd = held.readUInt32LE(4) + 8;
  expect(reading, 'chunk', CHUNK_HEADER_BYTES);
  return undefined;
};

const readChunk = (reading: Reading, held: Buffer): WaveFault | undefined => {
  const id = held.toString('latin1', 0, 4);
  const size = held.readUInt32LE(4);
  reading.padded = size % 2 === 1;
  if (id === 'fmt ') return awaitFormat(reading, size);
  reading.skip = size + (reading.padded ? 1 : 0);
  if (id !== 'data') return undefined;
  reading.soundBytes = (reading.soundBytes ?? 0) + size;
  return reading.format === undefined ? 'wave-format' : undefined;
};

const awaitFormat = (reading: Reading, size: number): WaveFault | undefined => {
  const usable = size >= LEAST_FORMAT_BYTES && size <= MOST_FORMAT_BYTES;
  if (!usable || reading.format !== undefined) return 'wave-format';
  expect(reading, 'format', size);
  return undefined;
};

const readFormat = (reading: Reading, held: Buffer): WaveFault | undefined => {
  reading.format = {
    tag: held.readUInt16LE(0),
    channels: held.readUInt16LE(2),
    samplesPerSecond: held.readUInt32LE(4),
    bytesPerSecond: held.readUInt32LE(8),
    bitsPerSample: held.readUInt16LE(14),
  };
  reading.skip = reading.padded ? 1 : 0;
  expect(reading, 'chunk', CHUNK_HEADER_BYTES);
  return undefined;
};

const READERS = { riff: readRiff, chunk: readChunk, format: readFormat } satisfies Record<
  Reading['part'],
  (reading: Reading, held: Buffer) => WaveFault | undefined
>;

/** The order matters: the first fault found is the one that says most. */
const faultAtEnd = (reading: Reading): WaveFault | undefined => {
  if (reading.received === 0) return 'empty';
  if (reading.riffEnd === undefined) return 'not-wave';
  if (!endsWhereItShould(reading, reading.riffEnd)) return 'wave-length';
  if (reading.format === undefined) return 'wave-format';
  return reading.soundBytes === undefined || reading.soundBytes === 0 ? 'no-sound' : undefined;
};

/** At the RIFF's end and at a chunk's end; a last pad byte may be missing, or be left out of the RIFF's count. */
const endsWhereItShould = ({ received, padded, skip, part, held }: Reading, riffEnd: number): boolean => {
  if (part !== 'chunk' || held.byteLength > 0) return false;
  if (received === riffEnd) return skip === 0 || (skip === 1 && padded);
  return received === riffEnd + 1 && padded && skip === 0;
};

/** What the platform writes: A-law (tag 6), 8000 Hz, mono, 64 kbit/s (`privatenumber_02_0007_1`). */
export const isPlatformFormat = (format: WaveFormat): boolean =>
  format.tag === 6 &&
  format.channels === 1 &&
  format.samplesPerSecond === 8000 &&
  format.bytesPerSecond === 8000 &&
  format.bitsPerSample === 8;
