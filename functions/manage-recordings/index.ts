import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

export const handler = compose(lambdaWorld());
