import { createAxMode } from './ax.ts';
import { createAxbMode } from './axb.ts';
import { createAxeMode } from './axe.ts';
import { createAxybMode } from './axyb.ts';
import type { CreateMode } from './mode.ts';
import { createXMode } from './x.ts';

/** Every mode the simulator plays; a further mode is one more file, its traits, and one more line here. */
export const MODES: readonly CreateMode[] = [
  createAxMode,
  createAxbMode,
  createAxeMode,
  createAxybMode,
  createXMode,
];
