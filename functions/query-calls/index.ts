import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** GET /calls, GET /calls/{callId} and GET /calls/{callId}/recording */
export const handler = compose(lambdaWorld());
