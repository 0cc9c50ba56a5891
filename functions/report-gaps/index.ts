import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

/** What is missing between the journal and the stores. */
export const handler = compose(lambdaWorld());
