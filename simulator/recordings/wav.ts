import { createRandom } from '../state/random.ts';

const SAMPLES_PER_SECOND = 8000;
const HEADER_BYTES = 58;

/** One sample in A-law (ITU-T G.711), from a signed 13-bit value. */
const aLaw = (sample: number): number => {
  const sign = sample >= 0 ? 0x80 : 0;
  const size = Math.min(Math.abs(sample), 4095);
  const exponent = size < 32 ? 0 : Math.floor(Math.log2(size)) - 4;
  const mantissa = (size >> (exponent === 0 ? 1 : exponent)) & 0x0f;
  return (sign | (exponent << 4) | mantissa) ^ 0x55;
};

const tone = (hertz: number): Buffer =>
  Buffer.from(
    Array.from({ length: SAMPLES_PER_SECOND }, (_, at) =>
      aLaw(Math.round(1200 * Math.sin((2 * Math.PI * hertz * at) / SAMPLES_PER_SECOND))),
    ),
  );

/** RIFF header of A-law, 8000 Hz, mono: format tag 6, with the `fact` chunk such formats must have. */
const header = (dataBytes: number): Buffer => {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(18, 16);
  bytes.writeUInt16LE(6, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  bytes.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write('fact', 38);
  bytes.writeUInt32LE(4, 42);
  bytes.writeUInt32LE(dataBytes, 46);
  bytes.write('data', 50);
  bytes.writeUInt32LE(dataBytes, 54);
  return bytes;
};

/** A playable recording of `seconds`: a tone for each second, in an order that follows from the seed alone. */
export const wavOf = (seconds: number, seed: number): Buffer => {
  const random = createRandom(seed);
  const tones = Array.from({ length: 4 }, () => tone(200 + random.integer(600)));
  const silence = tone(0);
  const data = Array.from({ length: seconds }, () => random.pick(tones) ?? silence);
  return Buffer.concat([header(seconds * SAMPLES_PER_SECOND), ...data]);
};
