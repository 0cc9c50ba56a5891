import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../../shared/recordings/download/unpack.ts';

const WAVE = Buffer.from('RIFF....WAVEfmt and the sound');

/** A file that comes in pieces of so many bytes. */
async function* inPieces(file: Buffer, size = 7): AsyncGenerator<Buffer> {
  for (let start = 0; start < file.byteLength; start += size) yield file.subarray(start, start + size);
}

const readAll = async (bytes: AsyncIterable<Buffer>): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
};

const unpacked = async (file: Buffer, label: string, size?: number) => {
  const { bytes, ...facts } = await unpack(inPieces(file, size), label);
  return { ...facts, file: (await readAll(bytes)).toString('latin1') };
};

const AS_IT_IS = { file: WAVE.toString('latin1') };

describe('a file and the label of its packing', () => {
  it.each<[string, Buffer, string, { packed: boolean; mislabelled: boolean }]>([
    ['not packed, without a label', WAVE, '', { packed: false, mislabelled: false }],
    ['not packed, called so', WAVE, 'identity', { packed: false, mislabelled: false }],
    ['not packed, called gzip', WAVE, 'gzip', { packed: false, mislabelled: true }],
    ['not packed, called Brotli', WAVE, 'br', { packed: false, mislabelled: true }],
    ['not packed, called deflate', WAVE, 'deflate', { packed: false, mislabelled: true }],
    ['gzip', gzipSync(WAVE), 'gzip', { packed: true, mislabelled: false }],
    ['gzip by an old name', gzipSync(WAVE), 'X-GZIP', { packed: true, mislabelled: false }],
    ['gzip without a label', gzipSync(WAVE), '', { packed: true, mislabelled: true }],
    ['gzip, called Brotli', gzipSync(WAVE), 'br', { packed: true, mislabelled: true }],
    ['gzip, called something like it', gzipSync(WAVE), 'gx-zip', { packed: true, mislabelled: true }],
    ['zstd', zstdCompressSync(WAVE), 'zstd', { packed: true, mislabelled: false }],
    ['zstd without a label', zstdCompressSync(WAVE), '', { packed: true, mislabelled: true }],
    ['zlib', deflateSync(WAVE), 'deflate', { packed: true, mislabelled: false }],
    ['zlib, weakly packed', deflateSync(WAVE, { level: 1 }), 'deflate', { packed: true, mislabelled: false }],
    ['zlib without a label', deflateSync(WAVE), '', { packed: true, mislabelled: true }],
    ['raw deflate', deflateRawSync(WAVE), 'deflate', { packed: true, mislabelled: false }],
    ['Brotli', brotliCompressSync(WAVE), 'br', { packed: true, mislabelled: false }],
    ['Brotli in gzip', gzipSync(brotliCompressSync(WAVE)), 'br, gzip', { packed: true, mislabelled: false }],
    ['gzip in gzip', gzipSync(gzipSync(WAVE)), 'gzip,gzip', { packed: true, mislabelled: false }],
    ['gzip in gzip, called so once', gzipSync(gzipSync(WAVE)), 'gzip', { packed: true, mislabelled: true }],
    [
      'gzip in zstd, swapped',
      zstdCompressSync(gzipSync(WAVE)),
      'zstd gzip',
      { packed: true, mislabelled: true },
    ],
    [
      'gzip, called so beside identity',
      gzipSync(WAVE),
      ' identity , gzip ',
      { packed: true, mislabelled: false },
    ],
  ])('%s', async (_case, file, label, facts) => {
    expect(await unpacked(file, label)).toEqual({ ...facts, ...AS_IT_IS });
    expect(await unpacked(file, label, 1)).toEqual({ ...facts, ...AS_IT_IS });
    expect(await unpacked(file, label, 1000)).toEqual({ ...facts, ...AS_IT_IS });
  });

  it('is unpacked twice and no more', async () => {
    const twice = gzipSync(gzipSync(gzipSync(WAVE)));

    expect(await unpacked(twice, 'gzip, gzip, gzip')).toEqual({
      packed: true,
      mislabelled: true,
      file: gzipSync(WAVE).toString('latin1'),
    });
  });

  it.each<[string, Buffer, boolean]>([
    ['nothing', Buffer.alloc(0), false],
    ['one byte that zlib begins with', Buffer.from('78', 'hex'), false],
    ['two bytes like those of zlib, of another sum', Buffer.from('789d0000', 'hex'), false],
    ['two bytes of the sum of zlib, of another method', Buffer.from('79180000', 'hex'), false],
    ['the first two bytes of gzip', Buffer.from('1f8b', 'hex'), false],
    ['the first three bytes of zstd', Buffer.from('28b52f', 'hex'), false],
    ['a text', Buffer.from('{"error":"no such file"}'), false],
  ])('is left as it is when it holds %s', async (_case, file, packed) => {
    expect(await unpacked(file, '')).toEqual({ packed, mislabelled: false, file: file.toString('latin1') });
  });
});

describe('a file without a byte', () => {
  it('has no piece', async () => {
    const pieces: Buffer[] = [];
    for await (const piece of (await unpack(inPieces(Buffer.alloc(0)), '')).bytes) pieces.push(piece);

    expect(pieces).toEqual([]);
  });
});

describe('the source of a packed file', () => {
  /** A source that breaks after these bytes, and tells when it was left. */
  const source = (file: Buffer, fault?: Error) => {
    const left: string[] = [];
    async function* bytes(): AsyncGenerator<Buffer> {
      try {
        yield* inPieces(file);
        if (fault !== undefined) throw fault;
      } finally {
        left.push('left');
      }
    }
    return { bytes: bytes(), left };
  };

  it.each<[string, Buffer, string]>([
    ['as it is', WAVE, ''],
    ['packed', gzipSync(WAVE), 'gzip'],
  ])('hands its own error to the reader: %s', async (_case, file, label) => {
    const { bytes } = source(file.subarray(0, 20), new Error('the line is cut'));
    const read = unpack(bytes, label).then((whole) => readAll(whole.bytes));

    await expect(read).rejects.toThrow('the line is cut');
  });

  it('is left when its reader has had enough', async () => {
    const { bytes, left } = source(WAVE);
    const { bytes: read } = await unpack(bytes, '');

    for await (const _piece of read) break;

    expect(left).toEqual(['left']);
  });

  it('may be one that nobody can leave', async () => {
    const pieces = [WAVE];
    const next = async () => {
      const value = pieces.shift();
      return value === undefined ? { done: true as const, value } : { done: false as const, value };
    };

    const { bytes } = await unpack({ [Symbol.asyncIterator]: () => ({ next }) }, '');

    expect(await readAll(bytes)).toEqual(WAVE);
  });

  it('is cut short where it ends with the head of its packing', async () => {
    const read = unpack(inPieces(Buffer.from('789c', 'hex')), '').then(({ bytes }) => readAll(bytes));

    await expect(read).rejects.toMatchObject({ code: 'Z_BUF_ERROR' });
  });

  it('hands a broken packing to the reader as an error', async () => {
    const broken = gzipSync(WAVE);
    broken.fill(0xff, 12);

    const { bytes } = await unpack(inPieces(broken), 'gzip');

    await expect(readAll(bytes)).rejects.toMatchObject({ code: expect.stringMatching(/^Z_/) });
  });
});
