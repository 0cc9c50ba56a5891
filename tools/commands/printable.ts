/** Text without what would steer a terminal. Lines and tabs stay, and so do the line ends of a sheet (CR and LF). */
export const printable = (text: string): string => text.replace(/\r(?!\n)|[^\P{Cc}\n\t\r]/gu, '\uFFFD');

/** An id of somebody else, as one word of visible ASCII characters. */
export const printableId = (id: string): string => id.replace(/[^\x21-\x7e]/g, '\uFFFD');

/** JSON of the same value without characters that would steer a terminal: `JSON.stringify` leaves the upper ones as they are. */
export const printableJson = (json: string): string =>
  json.replace(/[\x7f-\x9f]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
