/** Chance as the process has it, from 0 up to but not including 1; for spreading load, never for secrets. */
export const systemRandom = (): number => Math.random();
