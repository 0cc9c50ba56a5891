import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** GET /bindings and GET /bindings/{bindingId} */
export const handler = compose(lambdaWorld());
