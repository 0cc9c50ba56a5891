import type { Direction } from '../../kernel/direction.ts';
import type { Mode } from '../../kernel/mode.ts';

/** The same in AX, AXB, AXE and AXYB: 0 is towards A (`privatenumber_02_0006a`). 2 comes although typed 0-1. */
const DIRECTIONS: Readonly<Record<number, Direction>> = { 0: 'to-a', 1: 'from-a', 2: 'abnormal' };

/** In X mode nobody is A, and no page read tells what 0 and 1 mean there. */
const DIRECTIONS_OF_X: Readonly<Record<number, Direction>> = { 2: 'abnormal' };

/** The meanings of the codes of `direction` in a mode, for calls and SMS. */
export const directionsOf = (mode: Mode): Readonly<Record<number, Direction>> =>
  mode === 'X' ? DIRECTIONS_OF_X : DIRECTIONS;
