import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** GET /calls, GET /calls/{callId} and GET /calls/{callId}/recording */
export const handler = compose(lambdaRuntime());
