/** A text that looks like a secret or like somebody's number. The text itself is shown as its first and last characters. */
export type SecretFinding = Readonly<{
  /** With `/`, from the root of the repository. */
  path: string;
  /** From 1. */
  line: number;
  rule: string;
  found: string;
}>;

/** A file to look through. */
export type ScannedFile = Readonly<{ path: string; text: string }>;

const SHOWN = 4;

/** Enough to find it with, and too little to use it. */
export const shortened = (text: string): string =>
  text.length <= 3 * SHOWN ? '…' : `${text.slice(0, SHOWN)}…${text.slice(-SHOWN)}`;
