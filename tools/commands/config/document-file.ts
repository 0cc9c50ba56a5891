import { readFile, stat } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';

/** Bits of a file's mode that give others than its owner any right: who may write it may also replace what it says. */
const RIGHTS_OF_OTHERS = 0o077;

/**
 * The text of a file, or of standard input for `-`. With `isPrivate`, a file to which others have any right is refused: it holds secrets.
 *
 * @throws {Error} in words for the person who typed.
 */
export const readDocumentFile = async (file: string, isPrivate: boolean): Promise<string> => {
  if (file === '-') return withoutMark(await textOf(process.stdin));
  try {
    const { mode } = await stat(file);
    if (isPrivate && process.platform !== 'win32' && (mode & RIGHTS_OF_OTHERS) !== 0)
      throw new Error(
        `${file} must be its owner's alone: chmod 600 ${file}, or hand it over as - on standard input`,
      );
    return withoutMark(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new Error(`${file} cannot be read: ${error.code}`);
    throw error;
  }
};

/** Some editors begin a file with a byte order mark, which is not JSON. */
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');
