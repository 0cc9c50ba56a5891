/** Whether a pattern of a policy fits: `*` stands for any characters, `?` for one. */
export const fits = (pattern: string, text: string): boolean => {
  const source = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
};
