import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** GET /messages */
export const handler = compose(lambdaRuntime());
