import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** Kept pushes, fed to the stores again. */
export const handler = compose(lambdaWorld());
