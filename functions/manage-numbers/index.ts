import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** GET /numbers, PUT /numbers and PATCH /numbers/{x} */
export const handler = compose(lambdaWorld());
