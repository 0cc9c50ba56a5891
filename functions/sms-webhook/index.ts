import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** Text messages pushed by the platform. */
export const handler = compose(lambdaWorld());
