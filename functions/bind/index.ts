import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** POST /bindings */
export const handler = compose(lambdaWorld());
