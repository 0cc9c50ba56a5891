import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** Call events pushed by the platform. */
export const handler = compose(lambdaRuntime());
