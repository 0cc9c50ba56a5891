import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** States of private numbers pushed by the platform. */
export const handler = compose(lambdaRuntime());
