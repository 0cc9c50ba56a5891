/** How many letters apart a name may be to be meant. */
const MOST_APART = 3;

/** The name that was probably meant by one that nobody knows; `undefined` when none is near. */
export const nearestName = (written: string, names: readonly string[]): string | undefined => {
  const [best] = names
    .map((name) => ({ name, apart: lettersApart(written, name) }))
    .filter(({ name, apart }) => apart <= Math.min(MOST_APART, name.length / 2) || isBeginning(written, name))
    .sort((one, other) => one.apart - other.apart);
  return best?.name;
};

/** `(did you mean …?)` behind an unknown name, or nothing. */
export const didYouMean = (written: string, names: readonly string[]): string => {
  const nearest = nearestName(written, names);
  return nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
};

/**
 * The action among the words of a command; `otherwise` stands for none.
 *
 * @throws {Error} naming all of them, and the one that was probably meant.
 */
export const chosenAction = <Action extends string>(
  [written, ...more]: readonly string[],
  actions: readonly Action[],
  otherwise?: Action,
): Action => {
  const chosen = written === undefined ? otherwise : actions.find((action) => action === written);
  if (chosen !== undefined && more.length === 0) return chosen;
  const meant = written === undefined || chosen !== undefined ? '' : didYouMean(written, actions);
  throw new Error(`say one of ${actions.join(', ')}${meant} (--help tells more)`);
};

const isBeginning = (written: string, name: string): boolean =>
  written.replace(/^-+/, '').length > 1 && name.startsWith(written);

/** Letters to add, to take out or to replace until the one is the other (Levenshtein). */
const lettersApart = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, against] of [...other].entries())
      next.push(
        Math.min((row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1, (row[at] ?? 0) + (letter === against ? 0 : 1)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
};
