/**
 * Lets so many in at a time, the others wait in the order in which they came.
 *
 * @param {number} places
 */
export const turnstile = (places) => {
  const waiting = [];
  let free = places;
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return {
    /** Resolves when there is a place; the function it resolves to gives it back and may be called twice. */
    async enter() {
      if (free > 0) free -= 1;
      else await new Promise((resolve) => waiting.push(resolve));
      let inside = true;
      return () => {
        if (inside) leave();
        inside = false;
      };
    },
  };
};
