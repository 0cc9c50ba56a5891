import { pipeline, Readable, type Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';

/** The bytes of a file without the packings around them. */
export type Unpacked = Readonly<{
  bytes: AsyncIterable<Buffer>;
  packed: boolean;
  /** Its label says something else than its bytes. */
  mislabelled: boolean;
}>;

/** A packing inside a packing happens where a store keeps packed files and its server packs once more. */
const MOST_LAYERS = 2;

/** The longest beginning that tells a packing. */
const MAGIC_BYTES = 4;

/**
 * Unpacks a file as it streams by. Its first bytes decide: RIFF is not packed, whatever `label` (the Content-Encoding) says,
 * and gzip, zlib and zstd are known by theirs. Raw deflate and Brotli have none, so there the label is believed.
 */
export const unpack = async (file: AsyncIterable<Buffer>, label: string): Promise<Unpacked> => {
  const labels = label
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '' && name !== 'identity')
    .map((name) => name.replace(/^x-/, ''));
  const outermostFirst = labels.toReversed();
  const found: string[] = [];
  let bytes = file;
  for (;;) {
    const { head, whole } = await peek(bytes);
    const packing = packingOf(head, outermostFirst[found.length]);
    if (packing === undefined || found.length === MOST_LAYERS)
      return { bytes: whole, packed: found.length > 0, mislabelled: outermostFirst.join() !== found.join() };
    found.push(packing.name);
    // Errors of the source reach the reader through the unpacker.
    bytes = pipeline(Readable.from(whole), packing.open(), () => undefined);
  }
};

/** The first bytes, and the whole file with them put back. */
const peek = async (file: AsyncIterable<Buffer>) => {
  const chunks = file[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let ended = false;
  while (head.byteLength < MAGIC_BYTES && !ended) {
    const next = await chunks.next();
    ended = next.done === true;
    if (!ended) head = Buffer.concat([head, next.value]);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    try {
      if (head.byteLength > 0) yield head;
      if (!ended) yield* { [Symbol.asyncIterator]: () => chunks };
    } finally {
      await chunks.return?.();
    }
  }
  return { head, whole: whole() };
};

type Packing = Readonly<{ name: string; open: () => Transform }>;

const packingOf = (head: Buffer, label: string | undefined): Packing | undefined => {
  const begins = (hex: string) => head.toString('hex').startsWith(hex);
  if (begins('52494646')) return undefined;
  if (begins('1f8b08')) return { name: 'gzip', open: createGunzip };
  if (begins('28b52ffd')) return { name: 'zstd', open: createZstdDecompress };
  if (isZlib(head)) return { name: 'deflate', open: createInflate };
  if (label === 'br') return { name: 'br', open: createBrotliDecompress };
  return label === 'deflate' ? { name: 'deflate', open: createInflateRaw } : undefined;
};

/** Method 8 and a header that is a multiple of 31 (RFC 1950, 2.2). */
const isZlib = (head: Buffer): boolean =>
  head.byteLength >= 2 && ((head[0] ?? 0) & 15) === 8 && head.readUInt16BE(0) % 31 === 0;
