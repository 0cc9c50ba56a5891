import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** By hand (`npm run reconcile`): compares an app's bindings with the platform's. */
export const handler = compose(lambdaRuntime());
