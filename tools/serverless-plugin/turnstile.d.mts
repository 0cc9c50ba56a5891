/** Lets so many in at a time, the others wait in the order in which they came. */
export declare const turnstile: (places: number) => {
  /** Resolves when there is a place; the function it resolves to gives it back and may be called twice. */
  enter(): Promise<() => void>;
};
