import { lambdaWorld } from '../../shared/runtime/world.ts';
import { compose } from './compose.ts';

export const handler = compose(lambdaWorld());
