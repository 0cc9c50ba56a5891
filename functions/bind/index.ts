import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

/** POST /bindings */
export const handler = compose(lambdaWorld());
