import { createAxMode } from './modes/ax/ax.ts';
import { createAxbMode } from './modes/axb/axb.ts';
import { createAxeMode } from './modes/axe/axe.ts';
import { createAxybMode } from './modes/axyb/axyb.ts';
import type { CreateMode } from './modes/mode.ts';
import { createXMode } from './modes/x.ts';

/** Every mode the simulator plays; a further mode is one more file, its traits, and one more line here. */
export const MODES: readonly CreateMode[] = [
  createAxMode,
  createAxbMode,
  createAxeMode,
  createAxybMode,
  createXMode,
];
