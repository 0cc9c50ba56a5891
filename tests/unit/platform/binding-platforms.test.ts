import { AX } from '../../contract/platform/ax.examples.ts';
import { AXB } from '../../contract/platform/axb.examples.ts';
import { AXE } from '../../contract/platform/axe.examples.ts';
import { AXYB } from '../../contract/platform/axyb.examples.ts';
import { bindingPlatformContract } from '../../contract/platform/binding-platform.contract.ts';
import { X_MODE } from '../../contract/platform/x.examples.ts';

bindingPlatformContract('AX', AX);
bindingPlatformContract('AXB', AXB);
bindingPlatformContract('AXE', AXE);
bindingPlatformContract('AXYB', AXYB);
bindingPlatformContract('X', X_MODE);
