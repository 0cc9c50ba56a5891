import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWaveCheck, isPlatformFormat } from '../../../shared/recordings/wave/wav.ts';
import { aWave } from '../../builders/wave.ts';

const verdictOf = (bytes: Uint8Array, pieceBytes = bytes.byteLength || 1, endKnown = true) => {
  const check = createWaveCheck();
  for (let at = 0; at < bytes.byteLength; at += pieceBytes) check.push(bytes.subarray(at, at + pieceBytes));
  return check.end(endKnown);
};

const withUint32 = (bytes: Buffer, at: number, value: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed.writeUInt32LE(value, at);
  return changed;
};

const RIFF_SIZE_AT = 4;
const FORMAT_SIZE_AT = 16;
/** Behind RIFF (12) and a format chunk of 18 bytes (26). */
const DATA_HEADER_AT = 38;

/** A file of one second with other lengths in its header; the right ones are 8038 and 8000. */
const withLengths = (riffBytes: number, dataBytes: number): Buffer =>
  withUint32(withUint32(aWave(), RIFF_SIZE_AT, riffBytes), DATA_HEADER_AT + 4, dataBytes);

const openHeader = (riffBytes: number, dataBytes: number): Buffer =>
  withLengths(riffBytes, dataBytes).subarray(0, DATA_HEADER_AT + 8);

/** Lengths that stand for "not known when the header was written". */
const isOpen = (field: string, length: number): boolean =>
  length >= 0x7ffff000 || (length === 0 && field === 'riff');

describe('a WAVE file that streams by', () => {
  it('is complete when every length in it fits', () => {
    const verdict = verdictOf(aWave({ soundBytes: 24_000 }));

    expect(verdict).toEqual({
      kind: 'complete',
      format: { tag: 6, channels: 1, samplesPerSecond: 8000, bytesPerSecond: 8000, bitsPerSample: 8 },
      soundBytes: 24_000,
      seconds: 3,
      openLength: false,
    });
  });

  it.each([
    ['A-law, 8000 Hz, mono', { tag: 6 }, true],
    ['linear PCM', { tag: 1 }, false],
  ])('tells the format of the platform: %s', (_case, options, expected) => {
    const verdict = verdictOf(aWave(options));

    expect(verdict.kind === 'complete' && isPlatformFormat(verdict.format)).toBe(expected);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['an error page', Buffer.from('<html><body>502 Bad Gateway</body></html>'), 'not-wave'],
    ['JSON', Buffer.from('{"resultcode":"1012007","resultdesc":"The record does not exist."}'), 'not-wave'],
    ['a few bytes of the header', aWave().subarray(0, 11), 'not-wave'],
    ['big-endian RIFX', Buffer.concat([Buffer.from('RIFX'), aWave().subarray(4)]), 'not-wave'],
    [
      'RIFF that is not WAVE',
      Buffer.concat([aWave().subarray(0, 8), Buffer.from('AVI '), aWave().subarray(12)]),
      'not-wave',
    ],
    ['header only', withUint32(aWave().subarray(0, 12), RIFF_SIZE_AT, 4), 'wave-format'],
    ['no sound chunk', withUint32(aWave().subarray(0, DATA_HEADER_AT), RIFF_SIZE_AT, 30), 'no-sound'],
    ['an empty sound chunk', aWave({ soundBytes: 0 }), 'no-sound'],
    ['a format chunk that is too short', withUint32(aWave(), FORMAT_SIZE_AT, 8), 'wave-format'],
    ['a format chunk beyond reason', withUint32(aWave(), FORMAT_SIZE_AT, 5000), 'wave-format'],
    ['the first half', aWave().subarray(0, 4023), 'wave-length'],
    [
      'the first half with its RIFF length open',
      withUint32(aWave(), RIFF_SIZE_AT, 0).subarray(0, 4023),
      'wave-length',
    ],
    [
      'the first half with its sound length open',
      withUint32(aWave(), DATA_HEADER_AT + 4, 0xffffffff).subarray(0, 4023),
      'wave-length',
    ],
    [
      'the first half and more than its RIFF length',
      withUint32(aWave().subarray(0, 4023), RIFF_SIZE_AT, 38),
      'wave-length',
    ],
    ['open lengths and no sound', openHeader(0xffffffff, 0xffffffff), 'no-sound'],
    ['the header of an empty file alone', openHeader(38, 0), 'no-sound'],
  ])('is refused: %s', (_case, bytes, fault) => {
    const verdict = verdictOf(bytes);

    expect(verdict).toEqual({ kind: 'faulty', fault });
  });

  it.each([
    ['longer than the file', withUint32(aWave(), DATA_HEADER_AT + 4, 9000), 8000],
    ['shorter than the file', withUint32(aWave(), DATA_HEADER_AT + 4, 7000), 7000],
    ['followed by another file', Buffer.concat([aWave(), aWave()]), 8000],
    ['followed by an error page', Buffer.concat([aWave(), Buffer.from('<html>')]), 8000],
    ['shorter than the RIFF length, which counts itself', withUint32(aWave(), RIFF_SIZE_AT, 8046), 8000],
    ['open behind a RIFF length that was noted half-way', withLengths(4000, 0xffffffff), 8000],
  ])('is refused, but nothing of its sound is missing: sound %s', (_case, bytes, soundBytes) => {
    const verdict = verdictOf(bytes);

    expect(verdict).toMatchObject({ kind: 'faulty', fault: 'wave-length', sound: { soundBytes } });
  });

  it.each([
    ['both, as of a pipe', 0xffffffff, 0xffffffff],
    ['both, as sox writes them', 0x7ffff024, 0x7ffff000],
    ['both zero', 0, 0],
    ['those of the empty file that it was at first', 38, 0],
  ])('may have open lengths where the sender says that it is whole: %s', (_case, riffBytes, dataBytes) => {
    const bytes = withLengths(riffBytes, dataBytes);

    const verdicts = [verdictOf(bytes), verdictOf(bytes, 7, false)];

    expect(verdicts).toEqual([
      expect.objectContaining({ kind: 'complete', soundBytes: 8000, seconds: 1, openLength: true }),
      { kind: 'faulty', fault: 'wave-length' },
    ]);
  });

  it.each([
    ['the sound', withLengths(8038, 0xffffffff)],
    ['the file', withLengths(0xffffffff, 8000)],
    ['the file, as zero', withLengths(0, 8000)],
  ])('may have one open length, because the other one tells that it is whole: of %s', (_case, bytes) => {
    const verdict = verdictOf(bytes, 7, false);

    expect(verdict).toMatchObject({ kind: 'complete', soundBytes: 8000, openLength: true });
  });

  it('tells a wrong file from its first bytes', () => {
    const check = createWaveCheck();

    const fault = check.push(Buffer.from('<html><head>'));

    expect(fault).toBe('not-wave');
  });

  it.each([
    [
      'not counted by the header',
      Buffer.concat([withUint32(aWave({ soundBytes: 7 }), RIFF_SIZE_AT, 45), Buffer.alloc(0)]),
    ],
    ['left out', withUint32(aWave({ soundBytes: 7 }).subarray(0, -1), RIFF_SIZE_AT, 45)],
  ])('may have a last pad byte that is %s', (_case, bytes) => {
    const verdict = verdictOf(bytes);

    expect(verdict.kind).toBe('complete');
  });

  const waves = fc.record({
    soundBytes: fc.integer({ min: 1, max: 600 }),
    seed: fc.integer({ min: 1, max: 2 ** 31 }),
    extra: fc.array(
      fc.record({ id: fc.constantFrom('fact', 'LIST', 'bext'), bytes: fc.integer({ min: 0, max: 40 }) }),
      {
        maxLength: 3,
      },
    ),
  });

  it('gives one verdict, however it was cut into pieces', () => {
    fc.assert(
      fc.property(waves, fc.integer({ min: 1, max: 80 }), (options, pieceBytes) => {
        const bytes = aWave(options);

        const verdict = verdictOf(bytes, pieceBytes);

        expect(verdict).toMatchObject({ kind: 'complete', soundBytes: options.soundBytes });
      }),
    );
  });

  it('never passes with a byte less, or more, than it had', () => {
    fc.assert(
      fc.property(
        waves,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(60),
        (options, share, more) => {
          const bytes = aWave(options);
          const cut = bytes.subarray(0, Math.floor(bytes.byteLength * share));
          const grown = Buffer.concat([bytes, Buffer.alloc(more + 1)]);

          const verdicts = [verdictOf(cut), verdictOf(grown)];

          expect(verdicts.map(({ kind }) => kind)).toEqual(['faulty', 'faulty']);
          // Without the pad byte at most, none of the sound may be missing where it is said to be there.
          const soundEnd = bytes.byteLength - (options.soundBytes % 2);
          expect('sound' in (verdicts[0] ?? {})).toBe(cut.byteLength >= soundEnd);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never passes with another length in its header', () => {
    fc.assert(
      fc.property(
        waves,
        fc.constantFrom('riff', 'data'),
        fc.oneof(fc.nat(2000), fc.integer({ min: 0, max: 0xffffffff })),
        (options, field, length) => {
          const bytes = aWave(options);
          const at =
            field === 'riff'
              ? RIFF_SIZE_AT
              : bytes.byteLength - options.soundBytes - (options.soundBytes % 2) - 4;
          const right = bytes.readUInt32LE(at);
          // One byte up or down stays within the pad byte that writers count or leave out.
          fc.pre(Math.abs(right - length) > 1 && !isOpen(field, length));

          const verdict = verdictOf(withUint32(bytes, at, length));

          expect(verdict.kind).toBe('faulty');
        },
      ),
      { numRuns: 1000 },
    );
  });
});
