import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

/** GET /bindings and GET /bindings/{bindingId} */
export const handler = compose(lambdaWorld());
