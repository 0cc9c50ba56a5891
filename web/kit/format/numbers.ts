/** A mobile of mainland China: three digits, four, four, as people there say it. */
const MOBILE = /^\+86(1\d{2})(\d{4})(\d{4})$/;

/** A number as people read it out, in one line; masked ones, and those of other forms, stay as they are. @param number E.164 */
export const numberText = (number: string): string => number.replace(MOBILE, '$1\u00a0$2\u00a0$3');

/** Digits, letters, marks and the blank in full width, as Chinese input methods write them. */
const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g;
const WIDTH_OFFSET = 0xfee0;

/** A typed number or code in plain letters. */
export const plainText = (typed: string): string =>
  typed.replace(FULL_WIDTH, (letter) =>
    letter === '\u3000' ? ' ' : String.fromCharCode(letter.charCodeAt(0) - WIDTH_OFFSET),
  );
