import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** POST /calls/{callId}/stop */
export const handler = compose(lambdaWorld());
