import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** PUT /bindings/{bindingId}/temporary-callee */
export const handler = compose(lambdaRuntime());
