import { lambdaWorld } from '../../shared/config/world.ts';
import { compose } from './compose.ts';

/** Every minute: expiries, stale pending bindings, unfinished unbinds. */
export const handler = compose(lambdaWorld());
