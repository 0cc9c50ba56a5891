/** Parameters of a query; those that are `undefined` are left out. */
export type Query = Readonly<Record<string, string | undefined>>;

/**
 * A query string with its question mark, empty without parameters. The plus sign of a number leaves as `%2B`: unescaped
 * the platform reads it as a blank and answers 1011004 or 1012001 (`pn_faq_00014x`).
 */
export const queryString = (query: Query): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};
