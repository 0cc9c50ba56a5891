import { createAxbMode } from './axb.ts';
import type { CreateMode } from './mode.ts';

/** Every mode the simulator plays; a further mode is one more file and one more line here. */
export const MODES: readonly CreateMode[] = [createAxbMode];
