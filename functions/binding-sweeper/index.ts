import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** Every minute: expiries, stale pending bindings, unfinished unbinds. */
export const handler = compose(lambdaRuntime());
