import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** PUT /bindings/{bindingId}/temporary-callee */
export const handler = compose(lambdaWorld());
