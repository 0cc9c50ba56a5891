import { AppError } from '../../kernel/errors.ts';

const SAVE_AS_CSV = 'the body is a spreadsheet and not a table in text: save it as CSV and send that';
const NOT_READABLE =
  'the table is not in UTF-8, UTF-16 or GB18030, or a gateway broke its characters: send it as application/csv';

/** First bytes, in hex, of zip (xlsx, ods, numbers), of the old xls, and of PDF. */
const SPREADSHEETS = ['504b0304', 'd0cf11e0', '25504446'];

/**
 * Decodes a table in UTF-8, UTF-16 (either order) or GB18030, which includes GBK; with or without a byte order mark. The
 * bytes alone decide: a charset in the Content-Type is often the default of the client, and no table with a line break or a
 * digit is valid in two of them.
 *
 * @throws {AppError} `invalid-request` for a spreadsheet's own format, and for bytes in none of the encodings.
 */
export const decodeTable = (bytes: Uint8Array): string => {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (SPREADSHEETS.includes(head)) throw new AppError('invalid-request', SAVE_AS_CSV);
  const text = encodingsFor(bytes)
    .map((encoding) => decodedAs(encoding, bytes))
    .find((decoded) => decoded !== undefined);
  // API Gateway puts U+FFFD in place of what it cannot read as UTF-8 in a body of a type of text.
  if (text === undefined || text.includes('\uFFFD')) throw new AppError('invalid-request', NOT_READABLE);
  // Some consoles call a page of HTML or XML an Excel file.
  if (/^\s*</.test(text)) throw new AppError('invalid-request', SAVE_AS_CSV);
  return text;
};

const encodingsFor = (bytes: Uint8Array): readonly string[] => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return ['utf-16le'];
  if (first === 0xfe && second === 0xff) return ['utf-16be'];
  const [even, odd] = [zerosAt(bytes, 0), zerosAt(bytes, 1)];
  if (even + odd > 0) return [even > odd ? 'utf-16be' : 'utf-16le'];
  return ['utf-8', 'gb18030'];
};

/** The zeros at even or odd places: digits and line breaks have one in UTF-16 and none elsewhere. */
const zerosAt = (bytes: Uint8Array, parity: 0 | 1): number =>
  bytes.filter((byte, index) => byte === 0 && index % 2 === parity).length;

const decodedAs = (encoding: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    // A TypeError tells of the bytes; a RangeError would tell of a runtime without the encoding.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};
