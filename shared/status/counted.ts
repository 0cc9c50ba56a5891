/** So many of something, in words: `1 number`, `2 numbers`. `plural`: where it is not the word with an s. */
export const counted = (count: number, one: string, plural: string | undefined = `${one}s`): string =>
  `${count} ${count === 1 ? one : plural}`;
