import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** Text messages pushed by the platform. */
export const handler = compose(lambdaRuntime());
