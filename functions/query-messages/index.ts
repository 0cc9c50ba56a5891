import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** GET /messages */
export const handler = compose(lambdaWorld());
