import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

/** GET /messages */
export const handler = compose(lambdaWorld());
