/** The vendor's five modes. One console application of the platform has exactly one, chosen at its creation. */
export const MODES = ['AX', 'AXB', 'AXE', 'AXYB', 'X'] as const;
export type Mode = (typeof MODES)[number];
