import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** PATCH /bindings/{bindingId} */
export const handler = compose(lambdaRuntime());
