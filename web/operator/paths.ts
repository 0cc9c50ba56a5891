const IS_ID = /^[a-z]{16,64}$/;

/** Tells whether a word of a place can be an id of this API; no other word is ever asked for. */
export const isId = (word: string): boolean => IS_ID.test(word);

/**
 * A path of the API.
 *
 * @param parts each is encoded, so that none of them leads elsewhere
 * @throws {RangeError} for a part that a browser takes for a step up
 */
export const pathOf = (...parts: readonly string[]): string => {
  const wrong = parts.find((part) => part === '' || /^\.+$/.test(part));
  if (wrong !== undefined) throw new RangeError(`"${wrong}" is not a part of a path`);
  return parts.map(encodeURIComponent).join('/');
};
