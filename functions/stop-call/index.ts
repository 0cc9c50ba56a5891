import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

/** POST /calls/{callId}/stop */
export const handler = compose(lambdaWorld());
