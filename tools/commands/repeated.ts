/** A run that failed is repeated this often; the functions behind can be repeated at will. */
const TRIES = 3;

/** The function refuses the same order again. */
const REFUSED = /is the first one|has no data key|is not valid|there is no app/;

/**
 * Invokes a function again where a run failed in its midst. `tell` hears of each failure.
 *
 * @throws {Error} the last failure, or the first one that says no to the order itself.
 */
export const repeated = async (
  call: () => Promise<unknown>,
  tell: (line: string) => void,
): Promise<unknown> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (attempt === TRIES || REFUSED.test(message)) throw error;
      tell(`failed, once more: ${message}`);
    }
  }
};
