import { lambdaRuntime } from '../../shared/runtime/runtime.ts';
import { compose } from './compose.ts';

/** GET /numbers, PUT /numbers and PATCH /numbers/{x} */
export const handler = compose(lambdaRuntime());
