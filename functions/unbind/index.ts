import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

/** DELETE /bindings/{bindingId} */
export const handler = compose(lambdaWorld());
