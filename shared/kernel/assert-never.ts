/** Closes a switch: a new member of a union does not compile until it is handled. */
export const assertNever = (value: never): never => {
  throw new TypeError(`unhandled case of type ${typeof value}`);
};
