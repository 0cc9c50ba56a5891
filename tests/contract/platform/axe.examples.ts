import { createAxePlatform } from '../../../shared/platform/modes/axe/axe.ts';
import { AXE_COMMANDS } from './axe/axe-commands.examples.ts';
import { AXE_QUERIES } from './axe/axe-queries.examples.ts';
import type { BindingPlatformExamples } from './binding-platform.contract.ts';

export const AXE: BindingPlatformExamples = { create: createAxePlatform, ...AXE_COMMANDS, ...AXE_QUERIES };
