/**
 * Tells whether a header such as `Accept` or `Accept-Encoding` names a value, and not with `q=0`. A `*` does not count: whoever
 * names nothing gets the plain form.
 *
 * @param named in small letters
 */
export const accepts = (header: string | undefined, named: string): boolean =>
  (header ?? '').split(',').some((part) => {
    const [value = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return value === named && !parameters.some((text) => /^q=0(?:\.0*)?$/.test(text));
  });
