import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

/** GET /numbers, PUT /numbers and PATCH /numbers/{x} */
export const handler = compose(lambdaWorld());
