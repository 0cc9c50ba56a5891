/**
 * Which way a call or a message went. `abnormal` is the platform's own word (code 2); `unknown`: it did not say, or said
 * it in mode X, where nobody is A.
 */
export const DIRECTIONS = ['to-a', 'from-a', 'abnormal', 'unknown'] as const;
export type Direction = (typeof DIRECTIONS)[number];
