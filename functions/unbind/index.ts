import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** DELETE /bindings/{bindingId} */
export const handler = compose(lambdaRuntime());
