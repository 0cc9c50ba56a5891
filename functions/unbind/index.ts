import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** DELETE /bindings/{bindingId} */
export const handler = compose(lambdaWorld());
