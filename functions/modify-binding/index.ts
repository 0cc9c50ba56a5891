import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** PATCH /bindings/{bindingId} */
export const handler = compose(lambdaWorld());
