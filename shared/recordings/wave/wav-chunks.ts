import { isOpenLength } from './wav-lengths.ts';

/** Why bytes are not a complete WAVE file. `wave-length`: the lengths inside do not fit the bytes received. */
export type WaveFault = 'empty' | 'not-wave' | 'wave-format' | 'wave-length' | 'no-sound';

/** The `fmt ` chunk, as far as it matters here. */
export type WaveFormat = Readonly<{
  tag: number;
  channels: number;
  samplesPerSecond: number;
  bytesPerSecond: number;
  bitsPerSample: number;
}>;

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const LEAST_FORMAT_BYTES = 16;
const MOST_FORMAT_BYTES = 4096;

/** The state of a reading: what has been read so far, and what is being waited for. */
export type WaveReading = {
  part: 'riff' | 'chunk' | 'format';
  /** Bytes of `part`, and those of them that are here. */
  wanted: number;
  held: Buffer;
  /** Bytes that need no look: sound, unknown chunks, pad bytes. Endless after an open length. */
  skip: number;
  /** The last chunk has an odd length, hence a pad byte, which some writers leave out at the very end. */
  padded: boolean;
  /** The last chunk is sound. */
  inSound: boolean;
  received: number;
  /** Length by the RIFF header, its own eight bytes not counted. */
  riffBytes: number | undefined;
  format: WaveFormat | undefined;
  /** Bytes of sound by the header of its chunk; for an open length, where they begin. */
  sound: Readonly<{ bytes: number } | { openAt: number }> | undefined;
  fault: WaveFault | undefined;
};

const NONE = Buffer.alloc(0);

/** Before the first byte. */
export const newWaveReading = (): WaveReading => ({
  part: 'riff',
  wanted: RIFF_HEADER_BYTES,
  held: NONE,
  skip: 0,
  padded: false,
  inSound: false,
  received: 0,
  riffBytes: undefined,
  format: undefined,
  sound: undefined,
  fault: undefined,
});

/** Uses some of `bytes` and says how many. */
export const take = (reading: WaveReading, bytes: Uint8Array): number => {
  if (reading.skip > 0) {
    const skipped = Math.min(reading.skip, bytes.byteLength);
    reading.skip -= skipped;
    reading.received += skipped;
    return skipped;
  }
  const taken = bytes.subarray(0, reading.wanted - reading.held.byteLength);
  reading.held = Buffer.concat([reading.held, taken]);
  reading.received += taken.byteLength;
  if (reading.held.byteLength === reading.wanted) {
    const { held } = reading;
    reading.held = NONE;
    reading.fault = READERS[reading.part](reading, held);
  }
  return taken.byteLength;
};

const expect = (reading: WaveReading, part: WaveReading['part'], wanted: number): void => {
  reading.part = part;
  reading.wanted = wanted;
};

const readRiff = (reading: WaveReading, held: Buffer): WaveFault | undefined => {
  if (held.toString('latin1', 0, 4) !== 'RIFF' || held.toString('latin1', 8, 12) !== 'WAVE')
    return 'not-wave';
  reading.riffBytes = held.readUInt32LE(4);
  expect(reading, 'chunk', CHUNK_HEADER_BYTES);
  return undefined;
};

const readChunk = (reading: WaveReading, held: Buffer): WaveFault | undefined => {
  const id = held.toString('latin1', 0, 4);
  const size = held.readUInt32LE(4);
  reading.padded = size % 2 === 1;
  reading.inSound = id === 'data';
  if (id === 'fmt ') return awaitFormat(reading, size);
  reading.skip = size + (reading.padded ? 1 : 0);
  return reading.inSound ? beginSound(reading, size) : undefined;
};

const beginSound = (reading: WaveReading, size: number): WaveFault | undefined => {
  const { sound, riffBytes, received } = reading;
  if (isOpenLength(size, riffBytes ?? 0, received)) {
    reading.sound = { openAt: received };
    reading.skip = Number.POSITIVE_INFINITY;
  } else reading.sound = { bytes: size + (sound !== undefined && 'bytes' in sound ? sound.bytes : 0) };
  return reading.format === undefined ? 'wave-format' : undefined;
};

const awaitFormat = (reading: WaveReading, size: number): WaveFault | undefined => {
  const usable = size >= LEAST_FORMAT_BYTES && size <= MOST_FORMAT_BYTES;
  if (!usable || reading.format !== undefined) return 'wave-format';
  expect(reading, 'format', size);
  return undefined;
};

const readFormat = (reading: WaveReading, held: Buffer): WaveFault | undefined => {
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
  WaveReading['part'],
  (reading: WaveReading, held: Buffer) => WaveFault | undefined
>;
