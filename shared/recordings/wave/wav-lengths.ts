/** Lengths from here on are not a count: writers to a pipe put them where they cannot come back (2^31 less a page). */
const OPEN_FROM = 0x7ffff000;

const RIFF_OWN_BYTES = 8;

/** The lengths that a WAVE file states, and those that came. */
export type Lengths = Readonly<{
  received: number;
  riffBytes: number;
  /** Where sound of open length begins. */
  openAt: number | undefined;
  /** Bytes of sound that came. */
  soundBytes: number;
  /** The sound's own header promises more of it than came. */
  soundIsCut: boolean;
  /** The last byte ends a chunk. */
  endsWithChunk: boolean;
  /** The byte that fills up a last chunk of odd length. */
  lastPad: 'none' | 'here' | 'left-out';
}>;

export type Judged = Readonly<{
  fit: boolean;
  /** Where the lengths do not fit: of the sound nothing is missing all the same. */
  soundIsWhole: boolean;
  openLength: boolean;
  soundBytes: number;
}>;

/**
 * Whether a sound chunk's length was left open, to be filled in later: beyond any file, or zero in a header that counts
 * nothing behind it.
 */
export const isOpenLength = (bytes: number, riffBytes: number, at: number): boolean =>
  bytes >= OPEN_FROM || (bytes === 0 && (isOpenRiff(riffBytes) || riffBytes + RIFF_OWN_BYTES <= at));

const isOpenRiff = (riffBytes: number): boolean => riffBytes === 0 || riffBytes >= OPEN_FROM;

/**
 * Holds a file's lengths against each other. A file is whole by its RIFF length, by its sound's length, or, where neither
 * was filled in, by the sender's word (`endKnown`); a length that promises more than came is believed.
 */
export const judgeLengths = (lengths: Lengths, endKnown: boolean): Judged => {
  const { openAt, soundBytes, soundIsCut, endsWithChunk } = lengths;
  const riff = riffOf(lengths);
  const judged = { soundBytes, openLength: riff === 'open' || openAt !== undefined };
  if (openAt !== undefined)
    return {
      ...judged,
      fit: riff === 'exact' || (riff === 'open' && endKnown),
      soundIsWhole: endKnown && riff !== 'promises-more',
    };
  return {
    ...judged,
    fit: (riff === 'exact' || riff === 'open') && endsWithChunk && !soundIsCut,
    soundIsWhole: !soundIsCut || riff === 'exact',
  };
};

const riffOf = ({ received, riffBytes, openAt, lastPad }: Lengths) => {
  const end = riffBytes + RIFF_OWN_BYTES;
  if (isOpenRiff(riffBytes) || (openAt !== undefined && end <= openAt)) return 'open';
  // A last pad byte may be left out of the RIFF's count.
  if (received === end || (received === end + 1 && lastPad === 'here')) return 'exact';
  return received > end ? 'promises-less' : 'promises-more';
};
