import { createAxbPlatform } from '../../../shared/platform/modes/axb/axb.ts';
import { AXB_COMMANDS } from './axb/axb-commands.examples.ts';
import { AXB_QUERIES } from './axb/axb-queries.examples.ts';
import type { BindingPlatformExamples } from './binding-platform.contract.ts';

export const AXB: BindingPlatformExamples = { create: createAxbPlatform, ...AXB_COMMANDS, ...AXB_QUERIES };
