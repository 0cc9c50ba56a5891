import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

/** What is missing between the journal and the stores. */
export const handler = compose(lambdaWorld());
