import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** POST /bindings */
export const handler = compose(lambdaRuntime());
