import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** POST /calls/{callId}/stop */
export const handler = compose(lambdaRuntime());
