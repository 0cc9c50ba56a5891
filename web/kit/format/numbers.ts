/** A mobile of mainland China: three digits, four, four, as people there say it. */
const MOBILE = /^\+86(1\d{2})(\d{4})(\d{4})$/;

/** A number as people read it out, in one line; masked ones, and those of other forms, stay as they are. @param number E.164 */
export const numberText = (number: string): string => number.replace(MOBILE, '$1\u00a0$2\u00a0$3');
