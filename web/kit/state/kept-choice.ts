/**
 * Choices of how a console looks, which stay in the browser: a word out of a short list and nothing that anybody typed.
 * Nothing goes wrong in a browser that keeps nothing.
 */
const keyOf = (name: string): string => `privatenumber.${name}`;

/** The choice that was kept, where it is one of those that there are. */
export const keptChoice = <Choice extends string>(
  name: string,
  choices: readonly Choice[],
): Choice | undefined => {
  try {
    const kept = localStorage.getItem(keyOf(name));
    return choices.find((choice) => choice === kept);
  } catch {
    return undefined;
  }
};

/** Keeps a choice. */
export const keepChoice = (name: string, choice: string): void => {
  try {
    localStorage.setItem(keyOf(name), choice);
  } catch {
    // It counts until the page is closed.
  }
};
