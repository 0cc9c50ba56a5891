import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** GET /bindings and GET /bindings/{bindingId} */
export const handler = compose(lambdaRuntime());
