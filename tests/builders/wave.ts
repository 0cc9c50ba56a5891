/** The possible differences from the platform's own files. */
export type WaveOptions = Readonly<{
  soundBytes?: number;
  seed?: number;
  tag?: number;
  /** Chunks before the sound, each with its own odd or even length. */
  extra?: readonly Readonly<{ id: string; bytes: number }>[];
}>;

const chunk = (id: string, body: Buffer): Buffer => {
  const header = Buffer.alloc(8);
  header.write(id, 0, 'latin1');
  header.writeUInt32LE(body.byteLength, 4);
  return Buffer.concat([header, body, Buffer.alloc(body.byteLength % 2)]);
};

const format = (tag: number): Buffer => {
  const body = Buffer.alloc(18);
  body.writeUInt16LE(tag, 0);
  body.writeUInt16LE(1, 2);
  body.writeUInt32LE(8000, 4);
  body.writeUInt32LE(8000, 8);
  body.writeUInt16LE(1, 12);
  body.writeUInt16LE(8, 14);
  return body;
};

/** Bytes that look like noise and follow from the seed (a linear congruential generator). */
export const noise = (length: number, seed = 1): Buffer => {
  const bytes = Buffer.allocUnsafe(length);
  let state = seed >>> 0;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
};

/** A whole WAVE file: A-law, 8000 Hz, mono, one second of sound, unless told otherwise. */
export const aWave = ({ soundBytes = 8000, seed = 1, tag = 6, extra = [] }: WaveOptions = {}): Buffer => {
  const chunks = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format(tag)),
    ...extra.map(({ id, bytes }) => chunk(id, noise(bytes, seed + 1))),
    chunk('data', noise(soundBytes, seed)),
  ]);
  const header = Buffer.alloc(8);
  header.write('RIFF', 0);
  header.writeUInt32LE(chunks.byteLength, 4);
  return Buffer.concat([header, chunks]);
};
