import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

/** Kept pushes, fed to the stores again. */
export const handler = compose(lambdaWorld());
