import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

/** The Lambda authorizer of every API route. */
export const handler = compose(lambdaWorld());
