import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** States of private numbers pushed by the platform. */
export const handler = compose(lambdaWorld());
