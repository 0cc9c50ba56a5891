/** The word that a misspelt one probably stands for: the nearest by edits, if a third of it or less is wrong. */
export const nearest = (written, words) => {
  const [best] = words
    .map((word) => ({ word, edits: editsBetween(written.trim().toLowerCase(), word.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits);
  return best !== undefined && best.edits <= Math.max(2, best.word.length / 3) ? best.word : undefined;
};

/** Letters to add, take away or replace (Levenshtein), row by row. */
const editsBetween = (from, to) => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [taken, letter] of [...from].entries()) {
    const next = [taken + 1];
    for (const [given, other] of [...to].entries())
      next.push(Math.min(row[given + 1] + 1, next[given] + 1, row[given] + (letter === other ? 0 : 1)));
    row = next;
  }
  return row.at(-1);
};
